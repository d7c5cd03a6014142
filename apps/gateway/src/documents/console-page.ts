import { titleIn } from '../routes/realm-title';

/** Where the page finds its files. */
export const ASSETS = '/docs/assets/';

/**
 * The page of the console; what it says is filled in by its script, in the language of the browser.
 *
 * @param realm shown where it is not the real thing
 */
export const consolePage = (realm: 'live' | 'test'): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${titleIn('Houtai API', realm)}</title>
    <link rel="stylesheet" href="${ASSETS}swagger-ui.css">
    <link rel="stylesheet" href="${ASSETS}console.css">
    <link rel="icon" type="image/png" href="${ASSETS}favicon-32x32.png" sizes="32x32">
  </head>
  <body>
    <header>
      <h1>Houtai API</h1>${realm === 'live' ? '' : '\n      <span class="realm" data-word="realm">Test realm: nothing here is a real booking.</span>'}
      <select id="document" aria-label="Document"></select>
      <form id="sign-in" autocomplete="off">
        <label><span data-word="username"></span> <input name="username" autocomplete="off"></label>
        <label><span data-word="password"></span> <input name="password" type="password" autocomplete="off"></label>
        <label><span data-word="key"></span> <input name="key" type="password" autocomplete="off" placeholder="htk_…"></label>
        <button data-word="sign-in"></button>
      </form>
      <div id="signed-in" hidden><span id="who"></span> <button id="sign-out" type="button" data-word="sign-out"></button></div>
    </header>
    <p id="message" role="status"></p>
    <main id="swagger-ui"></main>
    <script src="${ASSETS}swagger-ui-bundle.js"></script>
    <script src="${ASSETS}console.js"></script>
  </body>
</html>
`;
