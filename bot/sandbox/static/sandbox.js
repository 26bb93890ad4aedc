// The sandbox's page: shows what the server says, and tells it what the visitor wants. No state of its own but the
// language, the search, and what is folded away.

const $ = (id) => document.getElementById(id);
const POLL_MILLISECONDS = 1500;
const TOLD_MILLISECONDS = 5000;
const CONTROLS = ".jumps button, .doors button, #threshold-step, #answer-me";

let language = localStorage.getItem("engawa-language") || (navigator.language.startsWith("ja") ? "ja" : "en");
let state = null;
let busy = 0;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

// Talking with the server ---------------------------------------------------------------------------------------------

async function read(path) {
  const response = await fetch(`${path}?language=${language}`, { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

async function act(action, wanted) {
  busy += 1;
  document.querySelectorAll(CONTROLS).forEach((button) => { button.disabled = true; });
  $("place").setAttribute("aria-busy", "true");
  try {
    const response = await fetch(`/sandbox/${action}?language=${language}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Engawa-Sandbox": "page" },
      body: JSON.stringify(wanted),
    });
    const answer = await response.json();
    if (!response.ok) { tell(`${state.texts.failed} ${answer.refused || response.status}`); return false; }
    if (answer.answered === false) tell(state.texts["no-answer"]);
    if (answer.found === false) tell(state.texts["nothing-to-answer"]);
    show(answer);
    return true;
  } catch {
    tell(state?.texts.offline || "…");
    return false;
  } finally {
    busy -= 1;
    document.querySelectorAll(CONTROLS).forEach((button) => { button.disabled = false; });
    $("place").setAttribute("aria-busy", "false");
  }
}

async function watch() {
  try {
    if (!busy && !document.hidden) {
      const { version } = await read("/sandbox/version");
      if (!busy && version !== state.version) show(await read("/sandbox/state"));
    }
  } catch { /* the sandbox was closed; the next action says so */ }
  setTimeout(watch, POLL_MILLISECONDS);
}

let toldTimer;
function tell(text) {
  $("told").textContent = text;
  $("told").classList.add("shown");
  clearTimeout(toldTimer);
  toldTimer = setTimeout(() => $("told").classList.remove("shown"), TOLD_MILLISECONDS);
}

// Showing -------------------------------------------------------------------------------------------------------------

function show(next) {
  state = next;
  document.documentElement.lang = state.language;
  document.title = `${state.place.name} · ${state.texts.title}`;
  document.querySelectorAll("[data-text]").forEach((element) => { element.textContent = state.texts[element.dataset.text]; });
  $("language").lang = language === "ja" ? "en" : "ja";
  showTime();
  showPerson();
  showRooms();
  showPlace();
  showPosts();
  showTries();
}

function showTime() {
  $("now").dateTime = state.now;
  $("now").textContent = new Intl.DateTimeFormat(language === "ja" ? "ja-JP" : "en-GB", {
    timeZone: "Asia/Tokyo", weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
  }).format(new Date(state.now));
}

function showPerson() {
  const me = state.people.find((person) => person.key === state.me);
  $("me-picture").src = me.picture;
  $("me-name").textContent = me.name;
  $("me-part").textContent = state.texts[`part-${me.part}`];
  $("me-part").dataset.part = me.part;
  $("me-about").textContent = me.about;
  $("me-speaks").textContent = `${me.place} · ${me.speaks}`;
  document.querySelectorAll(".doors button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.dataset.part === me.part));
  });
  const groups = ["newcomer", "member", "moderator", "admin"].map((part) => make("optgroup", { label: state.texts[`part-${part}`] },
    ...state.people.filter((person) => person.part === part).map((person) =>
      make("option", { value: person.key, selected: person.key === state.me }, `${person.name} — ${person.place}`))));
  $("person").replaceChildren(...groups);
}

function showRooms() {
  const here = state.place.parent?.id || state.place.id;
  $("rooms").replaceChildren(...state.rooms.flatMap(({ category, channels }) => [
    category ? make("h3", { class: "category" }, category) : null,
    ...channels.map((room) => make("button", {
      type: "button", class: "room", "aria-current": room.id === here ? "page" : false, onclick: () => goTo(room.id),
    }, make("span", { "aria-hidden": "true" }, room.forum ? "☰" : room.voice ? "♪" : "#"), make("span", {}, room.name))),
  ]).filter(Boolean));
}

function tagChips(tags) {
  return tags.map((tag) => make("span", { class: "tag" }, `${tag.emoji ? `${tag.emoji} ` : ""}${tag.name}`));
}

function showPlace() {
  const { place, texts, standing } = state;
  showThreshold();
  document.querySelector(".where").hidden = standing === "outside";
  $("back").hidden = !place.post;
  const inForum = state.posts.some((post) => post.id === place.id);
  if (place.post && !inForum) $("back").lastElementChild.textContent = `# ${place.parent.name}`;
  $("place-name").textContent = place.post || place.forum ? place.name : `# ${place.name}`;
  $("place-topic").textContent = place.topic;
  $("place-tags").replaceChildren(...tagChips(place.tags),
    ...(place.locked ? [make("span", { class: "tag" }, `🔒 ${texts.locked}`)] : []),
    ...(place.archived ? [make("span", { class: "tag" }, `🌙 ${texts.archived}`)] : []));
  $("forum").hidden = !place.forum;
  const frame = $("discord");
  frame.hidden = place.forum || standing === "outside";
  frame.title = texts.frame;
  const wanted = place.frame || "about:blank";
  if (frame.dataset.address !== wanted) {
    frame.dataset.address = wanted;
    // A new frame, not a new address: the browser's back button stays out of it.
    frame.contentWindow.location.replace(wanted);
  }
}

// Before a newcomer is in: joining, then Discord's own screening.
function showThreshold() {
  const { texts, standing } = state;
  const name = { outside: "outside", screening: "screening" }[standing];
  $("threshold").hidden = !name;
  $("threshold").className = standing;
  if (name) {
    $("threshold-title").textContent = texts[name];
    $("threshold-how").textContent = texts[`${name}-how`];
    $("threshold-step").textContent = standing === "outside" ? texts.join : texts.accept;
  }
  const me = state.people.find((person) => person.key === state.me);
  $("answer-me").hidden = standing !== "here" || me.part !== "newcomer";
  $("answer-me").classList.toggle("wanted", state.waiting);
}

function showPosts() {
  if (!state.place.forum) return;
  const chosen = $("tag").value;
  $("search").placeholder = state.texts.search;
  $("search").setAttribute("aria-label", state.texts.search);
  $("tag").setAttribute("aria-label", state.texts["new-post-tags"]);
  $("tag").replaceChildren(make("option", { value: "" }, state.texts["all-tags"]),
    ...state.tags.map((tag) => make("option", { value: tag.id, selected: tag.id === chosen }, `${tag.emoji ? `${tag.emoji} ` : ""}${tag.name}`)));
  if ($("post-form").hidden) {
    $("post-tags").replaceChildren(...state.tags.map((tag) => make("label", { class: "tag" },
      make("input", { type: "checkbox", name: "tag", value: tag.name }), `${tag.emoji ? `${tag.emoji} ` : ""}${tag.name}`)));
  }
  const words = $("search").value.trim().toLowerCase();
  const wanted = state.posts.filter((post) => (!chosen || post.tags.some((tag) => tag.id === chosen))
    && (!words || `${post.title} ${post.excerpt} ${post.author}`.toLowerCase().includes(words)));
  $("posts").replaceChildren(...wanted.map(postCard));
  $("no-posts").hidden = wanted.length > 0;
}

function postCard(post) {
  return make("li", {}, make("button", { type: "button", class: `post${post.archived ? " asleep" : ""}`, onclick: () => goTo(post.id) },
    make("img", { src: post.picture, alt: "" }),
    make("h3", {}, post.title),
    make("span", { class: "excerpt" }, post.excerpt),
    make("span", { class: "about" },
      make("span", { class: "tags" }, ...tagChips(post.tags)),
      make("span", {}, post.author),
      make("span", {}, `${post.replies} ${state.texts.replies}`),
      make("time", { datetime: post.active }, ago(post.active)),
      post.archived ? make("span", {}, `🌙 ${state.texts.archived}`) : null)));
}

function ago(moment) {
  const minutes = (new Date(moment) - new Date(state.now)) / 60000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (minutes > -60) return format.format(Math.round(minutes), "minute");
  if (minutes > -60 * 24) return format.format(Math.round(minutes / 60), "hour");
  return format.format(Math.round(minutes / 60 / 24), "day");
}

function showTries() {
  const folded = localStorage.getItem("engawa-tries") === "folded";
  document.querySelector(".house").classList.toggle("no-tries", folded);
  $("try-toggle").setAttribute("aria-expanded", String(!folded));
  $("try-toggle").setAttribute("aria-label", state.texts[folded ? "try-show" : "try-hide"]);
  $("try-toggle").textContent = folded ? "☕" : "×";
  $("tries").replaceChildren(...state.tries.map((one) => make("li", {
    class: `try${one.person === state.me && one.room === state.place.id ? " here" : ""}`,
  }, make("h3", {}, one.title), make("p", {}, one.text),
    make("button", { type: "button", onclick: () => takeThere(one) }, state.texts["try-go"]))));
}

// On a phone the place is below what leads to it.
async function goTo(channel) {
  if (await act("go", { channel })) $("place").scrollIntoView({ block: "start" });
}

async function takeThere(one) {
  const there = one.person === state.me || await act("be", { person: one.person });
  if (there && state.standing !== "outside") await goTo(one.room);
}

// What the visitor does -----------------------------------------------------------------------------------------------

$("language").addEventListener("click", async () => {
  language = language === "ja" ? "en" : "ja";
  localStorage.setItem("engawa-language", language);
  show(await read("/sandbox/state"));
});
$("threshold-step").addEventListener("click", () => act(state.standing === "outside" ? "join" : "accept", {}));
$("answer-me").addEventListener("click", async () => {
  const was = state.place.id;
  if (await act("answer-me", {}) && state.place.id !== was) tell(state.texts.answered);
});
$("person").addEventListener("change", () => act("be", { person: $("person").value }));
$("back").addEventListener("click", () => goTo(state.place.parent.id));
$("search").addEventListener("input", showPosts);
$("tag").addEventListener("change", showPosts);
$("try-toggle").addEventListener("click", () => {
  const folded = localStorage.getItem("engawa-tries") === "folded";
  localStorage.setItem("engawa-tries", folded ? "shown" : "folded");
  showTries();
});
$("new-post").addEventListener("click", () => { $("post-form").hidden = false; $("post-form").elements.title.focus(); });
$("post-cancel").addEventListener("click", () => { $("post-form").hidden = true; $("new-post").focus(); });
$("post-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData($("post-form"));
  if (await act("post", { title: form.get("title"), body: form.get("body"), tags: form.getAll("tag") })) {
    $("post-form").reset();
    $("post-form").hidden = true;
  }
});
document.querySelectorAll(".jumps button").forEach((button) => button.addEventListener("click", () => {
  tell(state.texts.waiting);
  act("wait", { hours: Number(button.dataset.hours) });
}));
document.querySelectorAll(".doors button").forEach((button) => button.addEventListener("click", () => {
  const known = { newcomer: "chihiro", member: "sakura", moderator: "saeki", admin: "mio" };
  const english = { newcomer: "isla", member: "emeka", moderator: "priya", admin: "jonas" };
  act("be", { person: (language === "ja" ? known : english)[button.dataset.part] });
}));

// What the frame asks for (discord.js) ----------------------------------------------------------------------------------

window.engawa = {
  texts: () => state.texts,
  menus: () => state.menus,
  names: () => state.names,
  inPost: () => state.place.post,
  go: goTo,
  goToName: (name) => {
    const room = state.rooms.flatMap(({ channels }) => channels).find((one) => one.name === name);
    const post = state.posts.find((one) => one.name === name);
    const found = room || post;
    if (found) goTo(found.id);
  },
  menu: (message, command, on) => act("menu", { message, command, on }),
  react: (message, emoji) => act("react", { message, emoji }),
};

show(await read("/sandbox/state"));
$("place").setAttribute("aria-busy", "false");
watch();
