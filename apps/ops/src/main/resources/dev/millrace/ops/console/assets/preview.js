// Preview: a file of this computer into the field. Form: what is wrong at each field while it is filled in.
(() => {
  document.querySelectorAll('.needs-script').forEach(part => { part.hidden = false; });

  const file = document.getElementById('file');
  if (file) file.addEventListener('change', async () => {
    if (!file.files.length) return;
    const bytes = new Uint8Array(await file.files[0].slice(0, Number(file.dataset.most)).arrayBuffer());
    const sample = document.getElementById('sample');
    const encoding = document.getElementById('encoding');
    try {
      const cut = file.files[0].size > bytes.length;
      sample.value = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut });
      encoding.value = 'TEXT';
    } catch (binary) {
      sample.value = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
      encoding.value = 'HEX';
    }
  });

  const copy = document.getElementById('copy');
  if (copy) copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById('json').value);
    copy.textContent = 'Copied';
  });

  const search = document.getElementById('search');
  if (search) search.addEventListener('input', () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    document.querySelectorAll('#options .group').forEach(group => {
      const fields = [...group.querySelectorAll('.field')];
      fields.forEach(field => {
        const text = field.textContent.toLowerCase();
        field.hidden = !words.every(word => text.includes(word));
      });
      group.hidden = words.length > 0 && fields.every(field => field.hidden);
      if (words.length > 0 && !group.hidden) group.open = true;
    });
  });

  // Only what somebody has touched is complained of while the form is filled in; the button tells of all.
  const options = document.getElementById('options');
  if (options) {
    const touched = new Set();
    let waiting = 0;
    let latest = 0;
    const check = async () => {
      const turn = ++latest;
      const answer = await fetch(options.dataset.check, {
        method: 'POST', body: new URLSearchParams(new FormData(options)),
      });
      if (!answer.ok || turn !== latest) return;
      const told = await answer.json();
      document.getElementById('json').value = told.json;
      document.querySelectorAll('#options .field').forEach(field => {
        const key = field.dataset.key;
        const input = document.getElementById('set.' + key);
        const wrong = touched.has(key) ? told.problems[key] || [] : [];
        if (!touched.has(key)) return;
        field.classList.toggle('wrong', wrong.length > 0);
        if (wrong.length) input.setAttribute('aria-invalid', 'true'); else input.removeAttribute('aria-invalid');
        document.getElementById('problem.' + key).textContent = wrong.map(one => key + ' ' + one + '.').join(' ');
        delete told.problems[key];
      });
      const others = Object.entries(told.problems).filter(entry => !document.getElementById('set.' + entry[0]));
      document.getElementById('wrong-others').replaceChildren(...others.flatMap(([key, sentences]) =>
        sentences.map(sentence => {
          const line = document.createElement('li');
          line.textContent = key + ' ' + sentence;
          return line;
        })));
      const count = document.querySelectorAll('#options .field.wrong').length + others.length;
      const verdict = document.getElementById('verdict');
      verdict.textContent = count === 0 ? 'Nothing is wrong with what is filled in.'
        : count + (count === 1 ? ' setting needs a change.' : ' settings need a change.');
      verdict.className = count === 0 ? 'muted' : 'notice';
    };
    options.addEventListener('input', event => {
      if (event.target.id === 'search') return;
      if (event.target.name.startsWith('set.')) touched.add(event.target.name.slice(4));
      clearTimeout(waiting);
      waiting = setTimeout(check, 400);
    });
  }

  const result = document.getElementById('result');
  if (result) result.scrollIntoView();
})();
