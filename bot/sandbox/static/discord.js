// Runs inside SimCord's preview: message menus, reactions, and links that lead on in our page.

const page = window.parent.engawa;
const EMOJIS = ["👍", "❤️", "🎉", "☕"];

function closeMenu() { document.querySelector(".engawa-menu")?.remove(); }

function openMenu(message, at) {
  closeMenu();
  const menu = document.createElement("div");
  menu.className = "engawa-menu";
  menu.setAttribute("role", "menu");
  const emojis = document.createElement("div");
  emojis.className = "emojis";
  emojis.append(...EMOJIS.map((emoji) => entry(emoji, () => page.react(message, emoji), `${page.texts().react} ${emoji}`)));
  const entriesOn = (on) => page.menus().filter((one) => one.on === on)
    .map((one) => entry(one.label, () => chooseFrom(message, one.name, on)));
  const entries = entriesOn("message"), ofAuthor = entriesOn("author");
  menu.append(emojis, ...entries);
  if (ofAuthor.length) menu.append(Object.assign(document.createElement("p"), { textContent: page.texts()["menu-author"] }), ...ofAuthor);
  if (!entries.length) menu.append(Object.assign(document.createElement("p"), { textContent: page.texts()["menu-none"] }));
  document.body.append(menu);
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(at.x, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(at.y, innerHeight - height - 8))}px`;
  menu.querySelector("button").focus();
}

function entry(text, chosen, label) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("role", "menuitem");
  button.textContent = text;
  if (label) button.setAttribute("aria-label", label);
  button.addEventListener("click", () => { closeMenu(); chosen(); });
  return button;
}

function addApps(toolbar) {
  const message = toolbar.closest("[data-message-id]");
  if (!message || toolbar.querySelector(".engawa-apps")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "message-action-button engawa-apps";
  button.textContent = "⋯";
  button.title = page.texts().menu;
  button.setAttribute("aria-label", page.texts().menu);
  button.setAttribute("aria-haspopup", "menu");
  button.addEventListener("click", (event) => {
    const box = button.getBoundingClientRect();
    openMenu(message.dataset.messageId, { x: box.left - 170, y: box.bottom + 4 });
    event.stopPropagation();
  });
  toolbar.append(button);
}

// SimCord names people in a message's text, but not in its embeds, as Discord does.
function nameMentions() {
  const walker = document.createTreeWalker(document.getElementById("channel-message-list"), NodeFilter.SHOW_TEXT);
  const found = [];
  // Of those nobody knows nothing is replaced: the page is looked at again after each change, without end.
  const isKnown = ([, id]) => page.names()[id];
  while (walker.nextNode()) {
    if ([...walker.currentNode.data.matchAll(/<@!?(\d+)>/g)].some(isKnown)) found.push(walker.currentNode);
  }
  for (const text of found) {
    text.replaceWith(...text.data.split(/(<@!?\d+>)/).map((part) => {
      const [, id] = part.match(/^<@!?(\d+)>$/) || [];
      if (!id || !page.names()[id]) return part;
      return Object.assign(document.createElement("span"), { className: "mention", textContent: `@${page.names()[id]}` });
    }));
  }
}

// SimCord scrolls in its own time, so where to look is said a few times, until the visitor moves.
function keepLooking(lookThere) {
  const moments = [50, 300, 700, 1500, 3000, 5000].map((wait) => setTimeout(lookThere, wait));
  setTimeout(() => {  // not at the very event that brought us here
    for (const event of ["wheel", "pointerdown", "keydown", "touchstart"]) {
      addEventListener(event, () => moments.forEach(clearTimeout), { once: true, passive: true });
    }
  });
}

function lookAtEnd() {
  const timeline = document.getElementById("channel-timeline");
  timeline.scrollTop = timeline.scrollHeight;
}

// A post is read from its beginning, a channel from its end.
let begun = false;
function begin() {
  if (begun || !document.querySelector("article[data-message-id]")) return;
  begun = true;
  keepLooking(page.inPost() ? () => { document.getElementById("channel-timeline").scrollTop = 0; } : lookAtEnd);
}

// What the bot answers is at the end; where it changed a message instead, that one stays in sight.
function lookAtNews(lastBefore) {
  if (lastMessage() !== lastBefore) lookAtEnd();
}

function lastMessage() {
  return [...document.querySelectorAll("#channel-message-list [data-message-id]")].at(-1)?.dataset.messageId;
}

async function chooseFrom(message, command, on) {
  await page.menu(message, command, on);
  keepLooking(lookAtEnd);
}

document.getElementById("channel-composer")?.addEventListener("submit", () => keepLooking(lookAtEnd), true);
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest?.("#channel-composer")) keepLooking(lookAtEnd);
}, true);
addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-message-id] .component-button, .button-primary")) return;
  const before = lastMessage();
  keepLooking(() => lookAtNews(before));
}, true);

// Typing a command. SimCord leaves its only option for the visitor to add first, and Enter would choose what is typed
// already again and again; here the visitor types on, and Enter sends.
function addOnlyOption() {
  const chip = document.activeElement;
  if (!chip?.matches(".command-chip[aria-expanded='true']")) return;
  const offered = document.querySelectorAll(".command-popup:not([hidden]) .command-suggestion");
  if (offered.length === 1) offered[0].click();
}

addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || !event.target.matches?.(".command-option-input")) return;
  const popup = document.querySelector(".command-popup:not([hidden])");
  if (popup?.querySelector(".command-suggestion[aria-selected='true']")?.dataset.value === event.target.value) popup.hidden = true;
}, true);

// What is chosen with the mouse is sent with Enter as well.
addEventListener("click", (event) => {
  if (!event.target.closest?.(".command-popup .command-suggestion")) return;
  setTimeout(() => {
    if (document.activeElement === document.body) document.querySelector(".command-option-input")?.focus();
  });
});

function look() {
  addOnlyOption();
  document.querySelectorAll(".message-context-actions").forEach(addApps);
  nameMentions();
  begin();
}
new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
look();

document.addEventListener("contextmenu", (event) => {
  const message = event.target.closest?.("[data-message-id]");
  if (!message || event.target.closest("a, input, textarea")) return;
  event.preventDefault();
  openMenu(message.dataset.messageId, { x: event.clientX, y: event.clientY });
});
document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".engawa-menu")) closeMenu();
  const link = event.target.closest?.("a[href*='discord.com/channels/']");
  if (link) {
    event.preventDefault();
    const [, channel] = new URL(link.href).pathname.match(/\/channels\/\d+\/(\d+)/) || [];
    if (channel) page.go(channel);
    return;
  }
  // A thread below a message has the message's id.
  const thread = event.target.closest?.(".thread-summary")?.closest("[data-message-id]");
  if (thread) { page.go(thread.dataset.messageId); return; }
  const mention = event.target.closest?.(".mention");
  if (!mention?.textContent.startsWith("#")) return;
  // A private thread is in no list of rooms, but the message that it was begun with leads there.
  const name = mention.textContent.slice(1);
  const begun = [...document.querySelectorAll(".message-system-link")].findLast((one) => one.textContent === name);
  if (begun) begun.click();
  else page.goToName(name);
}, true);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenu(); });
