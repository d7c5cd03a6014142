# One image per service: docker build --build-arg SERVICE=orders -t houtai/orders .
# The same image migrates: docker run … houtai/orders node service/dist/migrate.js, as the owner of the database.
FROM node:24-bookworm-slim AS manifests
WORKDIR /houtai
COPY . .
# Only what decides which packages are installed, so that a change of code does not install them anew.
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete && find . -type d -empty -delete

FROM node:24-bookworm-slim AS production-packages
WORKDIR /houtai
COPY --from=manifests /houtai .
RUN npm ci --omit=dev --ignore-scripts --no-audit

FROM node:24-bookworm-slim AS build
WORKDIR /houtai
COPY --from=manifests /houtai .
RUN npm ci --ignore-scripts --no-audit
COPY . .
ARG SERVICE
RUN test -f "apps/$SERVICE/package.json" || { echo "--build-arg SERVICE=$SERVICE is not a folder of apps/" >&2; exit 1; }
RUN npx nx build "@houtai/$SERVICE" --outputStyle=static
# What runs: compiled code, migrations and files to serve of the service and of the libraries it is built on.
RUN for part in "apps/$SERVICE" libs/aggregate libs/event-catalogue libs/domain-kit libs/messaging libs/service-host; do \
      mkdir -p "out/$part" && cp -r "$part/package.json" "$part/dist" "out/$part/"; \
      for folder in migrations public guide; do \
        if [ -d "$part/$folder" ]; then cp -r "$part/$folder" "out/$part/"; fi; \
      done; \
    done && ln -s "apps/$SERVICE" out/service

FROM node:24-bookworm-slim
ARG SERVICE
LABEL org.opencontainers.image.title="houtai-$SERVICE" org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /houtai
COPY --from=production-packages /houtai/node_modules node_modules
COPY --from=build /houtai/out .
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "service/dist/main.js"]
