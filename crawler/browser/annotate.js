// Takes down a document as it is shown: a copy of its elements with what was drawn where (the attributes are those of
// crawler/pages/page.py), open shadow roots put in place, generated words written out. The live page is only read; the
// copy lives in a document without scripts or loading. Loops and DOM methods are the plain ones because old sites replace
// Array.from and the like; walkers and descriptors because a form's fields hide its properties of the same name.
//
// Returns { iframes: [Element], places: [[x, y]], scrollX, scrollY, words, isTruncated, finish(numbers) }.
(limits) => {
  const PREFIX = "data-finad-";
  const NEVER_DRAWN = {
    HEAD: 1, TITLE: 1, META: 1, LINK: 1, STYLE: 1, SCRIPT: 1, BASE: 1, BR: 1, WBR: 1, SOURCE: 1, TRACK: 1, PARAM: 1,
    TEMPLATE: 1, AREA: 1, MAP: 1, OPTION: 1, OPTGROUP: 1, COL: 1, COLGROUP: 1, DATALIST: 1,
  };
  const NO_ROOM_FOR_WORDS = { TABLE: 1, TBODY: 1, THEAD: 1, TFOOT: 1, TR: 1, COLGROUP: 1, SELECT: 1, HTML: 1, HEAD: 1 };
  const REPLACED = { IMG: 1, IFRAME: 1, FRAME: 1, VIDEO: 1, CANVAS: 1, EMBED: 1, OBJECT: 1, INPUT: 1, TEXTAREA: 1, SELECT: 1, AUDIO: 1 };
  const LINK_NAME = /^data-.*(href|url|link|jump|landing|target|click)/;
  const NO_LINK_NAME = /(src|img|image|pic|bg|poster|api|track|log|report|expo|impress|monitor|share|cover|lazy|original)/;
  const inert = document.implementation.createHTMLDocument("");
  const getter = (owner, name) => {
    const found = Object.getOwnPropertyDescriptor(owner, name);
    return (node) => found.get.call(node);
  };
  const childrenOf = getter(Node.prototype, "childNodes");
  const attributesOf = getter(Element.prototype, "attributes");
  const tagOf = getter(Element.prototype, "tagName");
  const typeOf = getter(Node.prototype, "nodeType");
  const shadowOf = getter(Element.prototype, "shadowRoot");
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const put = (element, name, value) => {
    try { Element.prototype.setAttribute.call(element, PREFIX + name, value); } catch { /* a name no element takes */ }
  };
  const add = (parent, child) => Node.prototype.appendChild.call(parent, child);
  const scrollX = window.scrollX, scrollY = window.scrollY;
  const result = { iframes: [], places: [], scrollX, scrollY, words: 0, isTruncated: false };
  const frameCopies = [];
  const end = performance.now() + limits.milliseconds;
  let count = 0;

  const absolute = (address, element) => {
    try {
      const url = new URL(address, element.baseURI || document.baseURI);
      return url.href;
    } catch { return null; }
  };
  const withoutFragment = (address) => (/^https?:/i.test(address) ? address.split("#")[0] : address);
  const round = (number) => Math.round(number * 100) / 100;
  const firstUrl = (value) => {
    const found = value && value.indexOf("url(") >= 0 ? /url\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^)]*))\)/.exec(value) : null;
    return found ? (found[1] ?? found[2] ?? found[3]).replace(/\\(.)/g, "$1") : null;
  };
  const clean = (element) => {
    const attributes = attributesOf(element);
    for (let index = attributes.length - 1; index >= 0; index--) {
      if (attributes[index].name.startsWith(PREFIX)) Element.prototype.removeAttribute.call(element, attributes[index].name);
    }
  };
  const cleanAll = (root) => {
    const all = root.querySelectorAll("*");
    for (let index = 0; index < all.length; index++) {
      clean(all[index]);
      if (all[index].tagName === "TEMPLATE") cleanAll(all[index].content);
    }
  };
  const generatedWords = (style, element) => {
    const value = style.content;
    if (!value || value === "none" || value === "normal") return "";
    if (style.display === "none" || style.visibility !== "visible" || style.opacity === "0") return "";
    let words = "";
    const parts = /"((?:[^"\\]|\\.)*)"|attr\(([\w-]+)[^)]*\)/g;
    for (let part = parts.exec(value); part; part = parts.exec(value)) {
      words += part[2] ? attribute(element, part[2]) || "" : part[1].replace(/\\(["\\])/g, "$1");
    }
    // Pictures of icon fonts are no words.
    return words.replace(/[\uE000-\uF8FF]/g, "").trim();
  };
  const isDrawn = (canvas) => {
    try {
      if (!canvas.width || !canvas.height) return false;
      const probe = inert.createElement("canvas");
      probe.width = Math.min(canvas.width, 256);
      probe.height = Math.min(canvas.height, 256);
      const pen = probe.getContext("2d");
      pen.drawImage(canvas, 0, 0, probe.width, probe.height);
      const pixels = pen.getImageData(0, 0, probe.width, probe.height).data;
      for (let index = 3; index < pixels.length; index += 4) if (pixels[index]) return true;
      return false;
    } catch (error) {
      return error.name === "SecurityError"; // pictures of another site were drawn on it
    }
  };
  const loaded = (element, tag) => {
    if (tag === "IMG") return element.naturalWidth > 0 ? element.currentSrc || element.src : null;
    if (tag === "VIDEO") return element.poster || null;
    if (tag === "EMBED") return element.src || null;
    if (tag === "OBJECT") return element.data || null;
    if (tag === "INPUT") return element.type === "image" ? element.src || null : null;
    if (tag === "image") return element.href && element.href.baseVal ? absolute(element.href.baseVal, element) : null;
    return null;
  };
  const linkOf = (element, tag) => {
    const own = attribute(element, "href");
    if ((tag === "A" || tag === "AREA" || tag === "a") && own !== null) {
      const address = absolute(own.trim(), element);
      if (address && !/^javascript:/i.test(address) && !/^\s*#/.test(own)) return address;
    }
    const attributes = attributesOf(element);
    for (let index = 0; index < attributes.length; index++) {
      const { name, value } = attributes[index];
      if (LINK_NAME.test(name) && !NO_LINK_NAME.test(name) && /^\s*(https?:\/\/|\/\/?[^/\s])\S*\s*$/i.test(value)) return absolute(value.trim(), element);
    }
    return null;
  };

  // Returns [copy, whether anything of it is shown].
  const take = (element, depth, around) => {
    const tag = tagOf(element);
    if (count >= limits.elements || depth > limits.depth || performance.now() > end) {
      // Too much to look at: it is kept as it stands, without a word on what was drawn.
      result.isTruncated = true;
      const whole = inert.importNode(element, true);
      clean(whole);
      cleanAll(whole);
      return [whole, true];
    }
    count++;
    if (tag === "TEMPLATE") {
      const whole = inert.importNode(element, true);
      clean(whole);
      cleanAll(whole.content);
      return [whole, false];
    }
    const copy = inert.importNode(element, false);
    clean(copy);
    if (NEVER_DRAWN[tag] && tag !== "HEAD") {
      for (let node = childrenOf(element)[0]; node; node = node.nextSibling) add(copy, inert.importNode(node, true));
      cleanAll(copy);
      return [copy, false];
    }
    if (tag === "NOSCRIPT") {
      // Its content is one string where scripts run; written as markup it is what the site sent.
      try { copy.innerHTML = element.textContent; cleanAll(copy); } catch { copy.textContent = element.textContent; }
      put(copy, "hidden", "1");
      return [copy, false];
    }
    const style = getComputedStyle(element);
    const rect = Element.prototype.getBoundingClientRect.call(element);
    const x = rect.left + scrollX, y = rect.top + scrollY;
    const hasBox = element.getClientRects().length > 0;
    const clips = style.overflowX !== "visible" || style.overflowY !== "visible";
    const isRoot = element === document.documentElement || element === document.body;
    let isGone = around.isGone || style.opacity === "0" || /^rect\((\d)px, \1px, \1px, \1px\)$/.test(style.clip)
      || /^inset\((50|100)%/.test(style.clipPath) || (style.display !== "contents" && (!hasBox || !Element.prototype.checkVisibility.call(element)));
    if (tag === "HEAD") isGone = false;
    else if (hasBox && !isRoot) {
      if (clips && (rect.width < 1 || rect.height < 1 || (rect.width <= 1 && rect.height <= 1))) isGone = true;
      // Pushed off the page; a slide that waits beside its frame's edge is not.
      if (!around.isClipped && (x + rect.width <= 0 || y + rect.height <= 0)) isGone = true;
      if (style.position === "fixed" && (rect.left >= innerWidth || rect.top >= innerHeight)) isGone = true;
    }
    const isSeen = !isGone && style.visibility === "visible";
    const isWordless = !isSeen || parseFloat(style.fontSize) < 1 || parseFloat(style.textIndent) <= -500;
    const inside = { isGone, isClipped: around.isClipped || (clips && !isRoot) };

    let hasWords = false, isShown = false;
    const addWords = (node) => {
      const words = node.nodeValue;
      if (!/\S/.test(words)) { add(copy, inert.createTextNode(words)); return; }
      if (isWordless && isSeen) { // the element is shown, its words are not
        const span = inert.createElement("span");
        put(span, "hidden", "1");
        add(span, inert.createTextNode(words));
        add(copy, span);
        return;
      }
      hasWords = true;
      if (isSeen) { isShown = true; result.words += words.replace(/\s+/g, "").length; }
      add(copy, inert.createTextNode(words));
    };
    const addGenerated = (which) => {
      if (NO_ROOM_FOR_WORDS[tag] || REPLACED[tag] || !hasBox && style.display !== "contents") return;
      const pseudo = getComputedStyle(element, "::" + which);
      const picture = firstUrl(pseudo.backgroundImage) || firstUrl(pseudo.content);
      if (picture && isSeen && pseudo.content !== "none" && pseudo.display !== "none" && !attribute(copy, PREFIX + "bg")) {
        put(copy, "bg", withoutFragment(picture));
        isShown = true;
      }
      const words = isSeen ? generatedWords(pseudo, element) : "";
      if (!words) return;
      const span = inert.createElement("span");
      put(span, "generated", which);
      put(span, "type", String(parseFloat(pseudo.fontSize)));
      add(span, inert.createTextNode(words));
      add(copy, span);
      isShown = true;
      result.words += words.replace(/\s+/g, "").length;
    };
    const addNode = (node, surroundings) => {
      if (typeOf(node) === 1) {
        const [part, isPartShown] = take(node, depth + 1, surroundings);
        if (part) add(copy, part);
        isShown = isShown || isPartShown;
      } else if (typeOf(node) === 3) addWords(node);
      else if (typeOf(node) === 8) add(copy, inert.createComment(node.nodeValue));
    };

    const background = hasBox || style.display === "contents" ? firstUrl(style.backgroundImage) : null;
    if (background && rect.width >= 1 && rect.height >= 1) {
      put(copy, "bg", withoutFragment(background));
      isShown = isShown || isSeen;
    }
    if (tag !== "HEAD") addGenerated("before");
    const shadow = shadowOf(element);
    if (shadow) {
      const nodes = childrenOf(shadow);
      for (let index = 0; index < nodes.length; index++) addNode(nodes[index], inside);
      // What no slot takes is not shown.
      const light = childrenOf(element);
      for (let index = 0; index < light.length; index++) {
        if (typeOf(light[index]) === 1 && !light[index].assignedSlot) addNode(light[index], { isGone: true, isClipped: true });
      }
    } else if (tag === "SLOT" && HTMLSlotElement.prototype.assignedNodes.call(element).length) {
      const nodes = HTMLSlotElement.prototype.assignedNodes.call(element);
      for (let index = 0; index < nodes.length; index++) addNode(nodes[index], inside);
    } else {
      const nodes = childrenOf(element);
      for (let index = 0; index < nodes.length; index++) addNode(nodes[index], inside);
    }
    if (tag === "HEAD") return [copy, false];
    addGenerated("after");

    if (hasBox) put(copy, "box", round(x) + " " + round(y) + " " + round(rect.width) + " " + round(rect.height));
    if (hasWords || tag === "INPUT" || tag === "BUTTON") put(copy, "type", String(parseFloat(style.fontSize)));
    const source = loaded(element, tag);
    if (source) put(copy, "src", withoutFragment(source));
    if (tag === "CANVAS" && isDrawn(element)) put(copy, "drawn", "1");
    const link = linkOf(element, tag);
    if (link) put(copy, "href", link);
    if (tag === "IFRAME" || tag === "FRAME" || tag === "OBJECT" || tag === "EMBED") {
      result.iframes.push(element);
      frameCopies.push(copy);
      result.places.push([
        x + element.clientLeft + (parseFloat(style.paddingLeft) || 0),
        y + element.clientTop + (parseFloat(style.paddingTop) || 0),
      ]);
    }
    if (isSeen && (REPLACED[tag] || style.borderTopWidth !== "0px") && rect.width > 0 && rect.height > 0) isShown = true;
    if (isSeen && rect.width >= 1 && rect.height >= 1 && !hasWords) isShown = true;
    if (!isShown && !isRoot) put(copy, "hidden", "1");
    return [copy, isShown];
  };

  const root = document.documentElement;
  const [copy] = root ? take(root, 0, { isGone: false, isClipped: false }) : [null];
  // Gives the markup; numbers[i] is the index of the frame in result.iframes[i], or null.
  result.finish = (numbers) => {
    for (let index = 0; index < numbers.length; index++) {
      if (numbers[index] !== null) put(frameCopies[index], "frame", String(numbers[index]));
    }
    const kind = document.doctype;
    const head = kind
      ? "<!DOCTYPE " + kind.name + (kind.publicId ? ' PUBLIC "' + kind.publicId + '"' : "") + (kind.systemId ? (kind.publicId ? "" : " SYSTEM") + ' "' + kind.systemId + '"' : "") + ">"
      : "";
    return copy ? head + copy.outerHTML : "";
  };
  return result;
}
