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
  const entries = page.menus().map((command) => entry(command.label, () => page.menu(message, command.name)));
  menu.append(emojis, ...entries);
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

const lookForToolbars = () => document.querySelectorAll(".message-context-actions").forEach(addApps);
new MutationObserver(lookForToolbars).observe(document.body, { childList: true, subtree: true });
lookForToolbars();

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
  const mention = event.target.closest?.(".mention");
  if (mention?.textContent.startsWith("#")) page.goToName(mention.textContent.slice(1));
}, true);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenu(); });
