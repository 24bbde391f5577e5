// The list of letters: it is loaded anew when another one has arrived.

const PAUSE = 2000; // milliseconds

async function look() {
  const shown = document.querySelector("#boxes").dataset.count;
  try {
    const answer = await fetch("/mail/count");
    if (String(await answer.json()) !== shown) return location.reload();
  } catch {
    // the demo is away: it is asked again
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
