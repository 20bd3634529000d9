"use strict";
// What the server sends is put in place without disturbing focus, scrolling or open windows; forms
// are sent without leaving the page. Everything here also works without it, only less smoothly.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- putting new HTML in place -----------------------------------------------------------------

function sameKind(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id || "") === (other.id || "");
}

function morphAttributes(live, wanted) {
  for (const { name } of [...live.attributes]) {
    if (!wanted.hasAttribute(name) && !["style", "open", "aria-busy", "data-counting"].includes(name)) live.removeAttribute(name);
  }
  for (const { name, value } of [...wanted.attributes]) {
    if (live.getAttribute(name) === value) continue;
    live.setAttribute(name, value);
    if (name === "value" && live.matches("input") && live !== document.activeElement) live.value = value;
  }
}

function morph(live, wanted) {
  if (live.nodeType === Node.TEXT_NODE) {
    if (live.nodeValue !== wanted.nodeValue) live.nodeValue = wanted.nodeValue;
    return;
  }
  if (live.nodeType !== Node.ELEMENT_NODE) return;
  // What people are filling in, or the clock writes, is not the server's.
  if (live.hasAttribute("data-live")) return;
  morphAttributes(live, wanted);
  morphChildren(live, wanted);
}

function morphChildren(live, wanted) {
  const ids = new Set([...wanted.children].map((each) => each.id).filter(Boolean));
  const known = new Map([...live.children].filter((each) => each.id).map((each) => [each.id, each]));
  let here = live.firstChild;
  for (const want of [...wanted.childNodes]) {
    while (here && here.id && !ids.has(here.id)) {
      const gone = here;
      here = here.nextSibling;
      gone.remove();
    }
    const have = want.id ? known.get(want.id) : here && sameKind(here, want) ? here : null;
    if (!have) {
      live.insertBefore(want, here);
    } else {
      if (have === here) here = here.nextSibling;
      else live.insertBefore(have, here);
      morph(have, want);
    }
  }
  while (here) {
    const gone = here;
    here = here.nextSibling;
    gone.remove();
  }
}

function put(id, html) {
  const live = document.getElementById(id);
  if (!live) return;
  const wanted = live.cloneNode(false);
  wanted.innerHTML = html;
  morphChildren(live, wanted);
}

function apply(parts) {
  const messages = $("#messages");
  const count = messages ? messages.childElementCount : 0;
  const atEnd = !messages || messages.scrollHeight - messages.scrollTop - messages.clientHeight < 80;
  for (const [id, html] of Object.entries(parts)) put(id, html);
  const now = $("#messages");
  if (now && (atEnd || now.childElementCount > count)) now.scrollTop = now.scrollHeight;
  composerName($(".phone-owner strong")?.textContent);
  place();
  tick();
}

// --- the stream --------------------------------------------------------------------------------

let stream = null;

function looking() {
  const { chat, name, day } = document.body.dataset;
  const query = new URLSearchParams();
  if (chat) query.set("chat", chat);
  if (name) query.set("name", name);
  if (day) query.set("day", day);
  return query;
}

function listen() {
  if (stream) stream.close();
  stream = new EventSource(`/page/events?${looking()}`);
  stream.addEventListener("parts", (event) => {
    document.body.dataset.connected = "yes";
    apply(JSON.parse(event.data));
  });
  stream.onerror = () => { document.body.dataset.connected = "no"; };
}

function look(change) {
  Object.assign(document.body.dataset, change);
  const query = looking().toString();
  history.replaceState(null, "", query ? `/?${query}` : "/");
  listen();
}

function openChat(phone, name) {
  closePay();
  const composer = $("#composer");
  composer.elements.chat.value = phone;
  composer.elements.name.value = name;
  look({ chat: phone, name });
}

// --- links and forms ---------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.dataset.chat !== undefined) {
    event.preventDefault();
    openChat(link.dataset.chat, new URL(link.href).searchParams.get("name") || "");
    composerName($(".person-name", link)?.textContent);
    showScreen("phone");
  } else if (link.dataset.day !== undefined) {
    event.preventDefault();
    look({ day: link.dataset.day });
  } else if (link.dataset.pay !== undefined) {
    event.preventDefault();
    openPay(new URL(link.href).pathname);
    showScreen("phone");
  }
});

function composerName(name) {
  if (name) $("#text").placeholder = `Escribe como ${name.split(" ")[0]}…`;
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-day-form]");
  if (form && event.target.value) look({ day: event.target.value });
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-day-form]")) event.preventDefault();
  if (!form.matches("[data-act]")) return;
  event.preventDefault();
  act(form, event.submitter);
});

async function act(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const field = form.id === "composer" ? form.elements.text : $("textarea", form);
  const written = field?.value;
  if (field) field.value = "";
  submitter?.setAttribute("aria-busy", "true");
  const problem = await send(form.getAttribute("action"), body);
  submitter?.removeAttribute("aria-busy");
  if (problem) {
    toast(problem);
    if (field && !field.value) field.value = written;
    return;
  }
  form.closest("[popover]")?.hidePopover();
  if (form.hasAttribute("data-home")) look({ chat: "", name: "", day: "" });
}

async function send(url, body) {
  try {
    const answer = await fetch(url, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.ok) return "";
    return (await answer.text()).slice(0, 200) || "No ha podido ser.";
  } catch {
    return "El salón no responde: quizá se ha parado la demostración.";
  }
}

let toastTimer = 0;
function toast(text) {
  const place = $("#toast");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { place.hidden = true; }, 5000);
}

// --- the payment page, as the telephone's own browser shows it -----------------------------------

let payer = null;

function openPay(path) {
  payer = document.activeElement;
  $("#pay-frame").src = path;
  $("#pay").hidden = false;
  $("#pay-close").focus();
}

function closePay() {
  if ($("#pay").hidden) return;
  $("#pay").hidden = true;
  $("#pay-frame").removeAttribute("src");
  (payer && payer.isConnected ? payer : $("#text")).focus();
}

$("#pay-close").addEventListener("click", closePay);
window.addEventListener("message", (event) => {
  if (event.origin === location.origin && event.data === "back-to-chat") closePay();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closePay();
});

// --- the agenda's places, and everything that moves with time ------------------------------------

function place() {
  for (const grid of $$(".grid")) {
    const opens = Number(grid.dataset.opens);
    const whole = Number(grid.dataset.closes) - opens;
    const share = (minutes) => `${(100 * (minutes - opens)) / whole}%`;
    grid.style.setProperty("--columns", grid.dataset.columns);
    grid.style.setProperty("--hours", whole / 60);
    for (const mark of $$(".gutter [data-at]", grid)) mark.style.top = share(Number(mark.dataset.at));
    for (const block of $$(".block", grid)) {
      const { first, last, lane, lanes } = block.dataset;
      const from = Math.max(Number(first), opens);
      const to = Math.min(Number(last), opens + whole);
      block.style.top = share(from);
      block.style.height = `${(100 * Math.max(0, to - from)) / whole}%`;
      block.style.left = `${(100 * lane) / lanes}%`;
      block.style.width = `${100 / lanes}%`;
    }
  }
}

function salonNow() {
  return Date.now() + 1000 * Number($(".now")?.dataset.offset || 0);
}

function inZone(now, options) {
  const timeZone = $(".now").dataset.zone;
  return new Intl.DateTimeFormat("es-ES", { timeZone, ...options }).format(now);
}

function tick() {
  if (!$(".now")) return;
  const now = salonNow();
  $('[data-clock="hour"]').textContent = inZone(now, { hour: "2-digit", minute: "2-digit" });
  $('[data-clock="day"]').textContent = inZone(now, { weekday: "long", day: "numeric", month: "long" }).replace(",", "");
  for (const block of $$("[data-until]")) {
    const left = Math.round((Number(block.dataset.until) - now) / 1000);
    const told = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "vencido";
    $("[data-left]", block).textContent = told;
    block.dataset.counting = "yes";
  }
  const line = $(".line-now");
  if (line) {
    const [hours, minutes] = inZone(now, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).split(":").map(Number);
    const { opens, closes } = line.parentElement.dataset;
    const share = (hours * 60 + minutes - opens) / (closes - opens);
    line.hidden = share < 0 || share > 1;
    line.style.setProperty("--share", share);
  }
}

// --- tabs, and the telephone's three screens -----------------------------------------------------

const tabs = $$('[role="tab"]');

function showTab(tab, focus = false) {
  for (const each of tabs) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", String(chosen));
    each.tabIndex = chosen ? 0 : -1;
    document.getElementById(each.getAttribute("aria-controls")).hidden = !chosen;
  }
  if (focus) tab.focus();
}

for (const tab of tabs) {
  tab.addEventListener("click", () => showTab(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step ? (tabs.indexOf(tab) + step + tabs.length) % tabs.length : -1;
    if (to < 0) return;
    event.preventDefault();
    showTab(tabs[to], true);
  });
}

function showScreen(name) {
  $(".desk").dataset.screen = name;
  for (const each of $$("[data-show]")) each.setAttribute("aria-pressed", String(each.dataset.show === name));
}

for (const each of $$("[data-show]")) each.addEventListener("click", () => showScreen(each.dataset.show));

showTab(tabs[0]);
place();
tick();
setInterval(tick, 1000);
const last = $("#messages");
if (last) last.scrollTop = last.scrollHeight;
listen();
