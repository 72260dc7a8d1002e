// The name of another topic is asked for only where it is needed.
(() => {
  const other = document.getElementById('other');
  const choices = document.querySelectorAll('input[name=target]');
  const show = () => { other.disabled = document.getElementById('topic').checked === false; };
  choices.forEach(choice => choice.addEventListener('change', show));
  show();
})();
