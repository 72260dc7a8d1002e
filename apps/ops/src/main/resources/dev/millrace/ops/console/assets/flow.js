// What takes longer than a page should is loaded behind it: <div id="x" data-load="address" data-again="10">.
(() => {
  document.querySelectorAll('[data-load]').forEach(part => {
    const load = async () => {
      if (!document.hidden && !part.contains(document.activeElement)) {
        try {
          const answer = await fetch(part.dataset.load, { headers: { Accept: 'text/html' } });
          const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
          const fresh = page.getElementById(part.id) || page.querySelector('[role=alert]');
          if (fresh) part.replaceChildren(...(fresh.id === part.id ? fresh.childNodes : [fresh]));
        } catch (offline) { /* the link is still there, or what came last */ }
      }
      setTimeout(load, Number(part.dataset.again) * 1000);
    };
    load();
  });
})();
