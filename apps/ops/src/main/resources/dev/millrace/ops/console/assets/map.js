// The map answers while one types; without this file the button does it.
(() => {
  const form = document.querySelector('form.filters');
  if (!form) return;
  let waiting = 0;
  let asked = 0;
  const show = async () => {
    const mine = ++asked;
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const address = fields.size ? '/?' + fields : '/';
    try {
      const answer = await fetch(address, { headers: { Accept: 'text/html' } });
      if (!answer.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      history.replaceState(null, '', address);
      for (const id of ['summary', 'flows']) document.getElementById(id).replaceWith(page.getElementById(id));
    } catch (offline) { /* the part that renews itself tries again */ }
  };
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 250);
  });
})();
