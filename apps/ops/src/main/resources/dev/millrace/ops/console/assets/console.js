// What every page has: light or dark, parts that renew themselves, keys that lead to pages, questions before an act.
(() => {
  const root = document.documentElement;
  const kept = localStorage.getItem('theme');
  if (kept) root.dataset.theme = kept;
  document.getElementById('theme').addEventListener('click', () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
  });

  // <div id="x" data-refresh="5"> is replaced every 5 s by the element of that id of the page anew, unless it is in use.
  document.querySelectorAll('[data-refresh]').forEach(part => {
    const renew = async () => {
      const old = document.getElementById(part.id);
      if (!document.hidden && old && !old.contains(document.activeElement)) {
        try {
          const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
          if (answer.ok) {
            const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
            const fresh = page.getElementById(part.id);
            if (fresh) old.replaceWith(fresh);
          }
        } catch (offline) {
          old.dataset.stale = 'true';
        }
      }
      setTimeout(renew, Number(part.dataset.refresh) * 1000);
    };
    setTimeout(renew, Number(part.dataset.refresh) * 1000);
  });

  document.addEventListener('submit', event => {
    const question = event.target.dataset.confirm;
    if (question && !confirm(question)) event.preventDefault();
  });

  // g then m, s, p, a: the pages; /: the first search field.
  let last = '';
  document.addEventListener('keydown', event => {
    if (event.target.matches('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { m: '/', s: '/setaside', p: '/preview', a: '/alerts' }[event.key];
    if (last === 'g' && to) location.href = to;
    if (event.key === '/') {
      const search = document.querySelector('input[type=search]');
      if (search) { search.focus(); event.preventDefault(); }
    }
    last = event.key;
  });
})();
