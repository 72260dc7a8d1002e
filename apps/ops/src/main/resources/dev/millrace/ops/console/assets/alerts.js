// What the page adds to console.js.
