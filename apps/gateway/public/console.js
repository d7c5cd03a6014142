'use strict';

/**
 * The console: one Swagger UI over the three documents, with a sign-in of its own. What somebody signed in with is kept by the
 * functions below and nowhere else: no storage, no cookie, gone when the page is.
 */
(() => {
  const DOCUMENTS = ['partner', 'internal', 'operations'];
  /** A token is renewed so long before it ends. */
  const RENEW_BEFORE_MS = 60_000;
  const WORDS = {
    en: {
      realm: 'Test realm: nothing here is a real booking.',
      partner: 'Partners',
      internal: 'Front ends',
      operations: 'Operations',
      'sign-in': 'Sign in',
      'sign-out': 'Sign out',
      username: 'User name',
      password: 'Password',
      key: 'or API key',
      ended: 'The sign-in has ended.',
      shut: 'Sign in to read this document.',
      foreign: 'This document is not written for you.',
      failed: 'That did not work.',
    },
    zh: {
      realm: '测试环境：此处没有真实预订。',
      partner: '合作伙伴',
      internal: '前端',
      operations: '运维',
      'sign-in': '登录',
      'sign-out': '退出',
      username: '用户名',
      password: '密码',
      key: '或 API 密钥',
      ended: '登录已结束。',
      shut: '请登录后阅读此文档。',
      foreign: '您无权阅读此文档。',
      failed: '操作失败。',
    },
  };
  const words = WORDS[navigator.language.startsWith('zh') ? 'zh' : 'en'];
  const element = (id) => document.getElementById(id);
  const choice = element('document');
  const form = element('sign-in');
  const message = element('message');

  /** `{ bearer, name, refreshToken? }` of who has signed in. */
  let caller;
  let renewal;

  async function ask(path, { body, bearer } = {}) {
    const answer = await fetch(`/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const read = text === '' ? {} : JSON.parse(text);
    if (!answer.ok) throw new Error(read.detail ?? words.failed);
    return read;
  }

  function tell(text) {
    message.textContent = text;
  }

  function become(next) {
    caller = next;
    clearTimeout(renewal);
    form.hidden = caller !== undefined;
    element('signed-in').hidden = caller === undefined;
    element('who').textContent = caller?.name ?? '';
    form.reset();
    tell('');
    show();
  }

  function withTokens({ accessToken, refreshToken, expiresIn, account }) {
    const delay = Math.max(1000, expiresIn * 1000 - RENEW_BEFORE_MS);
    return { next: { bearer: accessToken, refreshToken, name: account.name }, delay };
  }

  async function renew() {
    const renewed = caller;
    try {
      const { next, delay } = withTokens(
        await ask('auth/refresh', { body: { refreshToken: renewed.refreshToken } }),
      );
      // Whoever has signed out meanwhile stays so.
      if (caller !== renewed) return;
      caller = next;
      renewal = setTimeout(renew, delay);
    } catch {
      if (caller !== renewed) return;
      become(undefined);
      tell(words.ended);
    }
  }

  async function signIn() {
    const { username, password, key } = form.elements;
    if (key.value.trim() !== '') {
      const bearer = key.value.trim();
      return become({ bearer, name: (await ask('auth/me', { bearer })).name });
    }
    const { next, delay } = withTokens(
      await ask('auth/sign-in', { body: { username: username.value, password: password.value } }),
    );
    become(next);
    renewal = setTimeout(renew, delay);
  }

  async function signOut() {
    const { bearer, refreshToken } = caller;
    become(undefined);
    if (refreshToken !== undefined) await ask('auth/sign-out', { body: { refreshToken }, bearer });
  }

  /** Asks before Swagger UI does: what it would say of a document that may not be read helps nobody. */
  async function show() {
    const url = `/docs/${choice.value}.json`;
    const { status } = await fetch(url, {
      headers: caller === undefined ? {} : { authorization: `Bearer ${caller.bearer}` },
    });
    const readable = status === 200;
    element('swagger-ui').hidden = !readable;
    if (!readable) return tell(status === 401 ? words.shut : status === 403 ? words.foreign : words.failed);
    tell('');
    ui.specActions.updateUrl(url);
    ui.specActions.download(url);
  }

  /** Nothing of what somebody signed in with goes anywhere but to this system. */
  function withCaller(request) {
    const { origin } = new URL(request.url, location.href);
    if (caller !== undefined && origin === location.origin) {
      request.headers.authorization = `Bearer ${caller.bearer}`;
    }
    return request;
  }

  const hidden = () => null;
  const ui = SwaggerUIBundle({
    dom_id: '#swagger-ui',
    deepLinking: true,
    displayRequestDuration: true,
    docExpansion: 'none',
    filter: true,
    validatorUrl: null,
    requestInterceptor: withCaller,
    presets: [SwaggerUIBundle.presets.apis],
    // There is one way to sign in: the form of this page.
    plugins: [{ components: { AuthorizeBtnContainer: hidden, authorizeOperationBtn: hidden } }],
    layout: 'BaseLayout',
  });

  for (const labelled of document.querySelectorAll('[data-word]')) {
    labelled.textContent = words[labelled.dataset.word];
  }
  for (const name of DOCUMENTS) choice.append(new Option(words[name], name));
  const wanted = new URLSearchParams(location.search).get('document');
  if (DOCUMENTS.includes(wanted)) choice.value = wanted;
  choice.addEventListener('change', () => {
    history.replaceState(null, '', `?document=${choice.value}`);
    void show();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    signIn().catch((error) => tell(error.message));
  });
  element('sign-out').addEventListener('click', () => {
    signOut().catch((error) => tell(error.message));
  });
  void show();
})();
