const { featureOf, nameOf, readGraph, resolved, wayFrom } = require('./import-graph.cjs');

/** Read once for all files of a run. */
let graph;

/**
 * Refuses an import that closes a circle, of files or of a service's features. One message per import, with the way back.
 */
const noImportCircles = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      files: 'A circle of files: {{ way }}.',
      features: 'A circle of features: {{ way }}.',
    },
  },
  create(context) {
    graph ??= readGraph();
    const here = context.physicalFilename;
    const feature = featureOf(here);

    function check(node) {
      const target = node.source && resolved(here, node.source.value);
      if (!target) return;
      const files = wayFrom(target, here, graph.files);
      const other = featureOf(target);
      const crosses = feature && other && other !== feature;
      const features = !files && crosses && wayFrom(other, feature, graph.features);
      const way = files ?? features;
      if (!way) return;
      const from = files ? here : feature;
      context.report({
        node,
        messageId: files ? 'files' : 'features',
        data: { way: [from, ...way].map(nameOf).join(' -> ') },
      });
    }

    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};

module.exports = { noImportCircles };
