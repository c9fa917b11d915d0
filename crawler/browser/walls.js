// Finds what lies over the page and asks to be agreed to or put away, and the button to press. Presses nothing.
// Returns { button: Element, label, kind }, { left: reason } or null.
(arg) => {
  const CONSENT = /cookies?\b|隐私|隱私|个人信息|個人資料|用户协议|服务协议|服务条款|\bprivacy\b|\bconsent\b|\bgdpr\b/i;
  // To agree to these would be to say something untrue of the visitor.
  const DECLARATION = /合格投资者|合资格投资者|专业投资者|年满|未成年|qualified investor|accredited investor|years of age/i;
  const NAMED = /cookie|consent|privacy|gdpr|cmp\b|onetrust|dialog|modal|popup|pop-up|layer|mask|overlay|notice|tanchuang/i;
  const AGREE = /^(全部|一键)?(我|已|请)?(已阅读并|阅读并)?(同意|接受|允许|允許)(全部|所有|并继续|并关闭|并进入|继续访问|使用)?(cookies?)?$|^(accept|allow|agree)( to)?( all)?( cookies?)?( and (continue|close))?$|^i (accept|agree)$/i;
  const KNOWN = /^(我?已?知道了?|我?已?知晓|我?明白了?|了解|好的?|确定|确认|继续|继续(访问|浏览)|got it|ok(ay)?|i understand|continue)$/i;
  const CLOSE = /^([×✕✖✗╳xX]|(点击|我要)?关闭|關閉|取消|稍后(再说)?|以后再说|暂不(需要)?|跳过|不再提示|close|dismiss|skip|no,? thanks|not now)$/i;
  const width = innerWidth, height = innerHeight;
  const get = (element, name) => Element.prototype.getAttribute.call(element, name) || "";
  const isShown = (element) => {
    const rect = element.getBoundingClientRect(), style = getComputedStyle(element);
    return rect.width > 0 && rect.height > 0 && style.visibility === "visible" && style.opacity !== "0"
      && rect.right > 0 && rect.bottom > 0 && rect.left < width && rect.top < height;
  };
  const share = (element) => {
    const rect = element.getBoundingClientRect();
    const across = Math.max(0, Math.min(rect.right, width) - Math.max(rect.left, 0));
    const down = Math.max(0, Math.min(rect.bottom, height) - Math.max(rect.top, 0));
    return (across * down) / (width * height);
  };
  const collect = (root, found) => {
    const all = root.querySelectorAll("*");
    for (let index = 0; index < all.length; index++) {
      found.push(all[index]);
      const shadow = all[index].shadowRoot;
      if (shadow) collect(shadow, found);
    }
    return found;
  };
  const nameOf = (element) => get(element, "id") + " " + get(element, "class") + " " + get(element, "aria-label");
  const isDialog = (element) => (element.tagName === "DIALOG" && element.open) || /^(alert)?dialog$/.test(get(element, "role")) || get(element, "aria-modal") === "true";
  const labelOf = (element) => {
    const words = element.tagName === "INPUT" ? get(element, "value") : element.innerText || "";
    return (words.trim() || get(element, "aria-label") || get(element, "title")).replace(/[\s\u00a0]+/g, " ").replace(/(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, "").replace(/[!！.。›»>]+$/, "").replace(/\s*[(（]\d+\s*s?秒?[)）]$/, "").trim();
  };
  const site = (host) => host.split(".").slice(-2).join(".");
  const leadsAway = (element, isConsent) => {
    const link = element.closest("a[href]");
    if (!link) return false;
    const address = get(link, "href").trim();
    if (!address || address.startsWith("#") || /^javascript:/i.test(address)) return false;
    try { return !isConsent || site(new URL(address, document.baseURI).hostname) !== site(location.hostname); } catch { return true; }
  };
  // A picture of the size of an ad, or a way to another site: what covers the page may be what we are here for.
  const mayBeAd = (overlay) => {
    const parts = [overlay, ...collect(overlay, [])];
    for (const part of parts) {
      const rect = part.getBoundingClientRect();
      const isLarge = rect.width >= 120 && rect.height >= 60;
      if (isLarge && /^(IMG|IFRAME|CANVAS|VIDEO|OBJECT|EMBED)$/.test(part.tagName)) return true;
      if (isLarge && getComputedStyle(part).backgroundImage.indexOf("url(") >= 0) return true;
      if (part.tagName === "A" && leadsAway(part, true)) return true;
    }
    return false;
  };
  const buttonOf = (overlay, patterns, isConsent) => {
    const parts = collect(overlay, []).concat(overlay.shadowRoot ? collect(overlay.shadowRoot, []) : []);
    for (const pattern of patterns) {
      // The innermost element with the label, wherever its handler is.
      for (let index = parts.length - 1; index >= 0; index--) {
        const part = parts[index];
        if (/^(SCRIPT|STYLE|LABEL|OPTION|IFRAME)$/.test(part.tagName) || !isShown(part)) continue;
        const isButton = /^(BUTTON|A)$/.test(part.tagName) || get(part, "role") === "button" || (part.tagName === "INPUT" && /^(button|submit)$/.test(part.type));
        if (!isButton && (part.childElementCount > 0 || getComputedStyle(part).cursor !== "pointer")) continue;
        const label = labelOf(part);
        if (label.length <= 24 && pattern.test(label) && !leadsAway(part, isConsent)) return { button: part, label };
      }
    }
    return null;
  };

  if (!document.body) return null;
  const overlays = [];
  if (arg.isOverlay) overlays.push(document.body);
  else {
    for (const element of collect(document, [])) {
      const style = getComputedStyle(element);
      const floats = style.position === "fixed" || style.position === "sticky" || isDialog(element)
        || (style.position === "absolute" && parseInt(style.zIndex) >= 100);
      if (floats && isShown(element)) overlays.push(element);
    }
  }
  let left = null;
  for (const overlay of overlays) {
    const words = (overlay.innerText || "").trim() || (overlay.shadowRoot ? overlay.shadowRoot.textContent : "");
    const isNamed = isDialog(overlay) || NAMED.test(nameOf(overlay));
    if (words.length > 1500 && !isNamed) continue; // the page itself stands in a fixed frame
    const isConsent = CONSENT.test(words);
    const covers = arg.isOverlay || share(overlay) >= 0.25 || (isDialog(overlay) && share(overlay) >= 0.05);
    if (!isConsent && !covers) continue;
    if (DECLARATION.test(words)) { left = "it asks the visitor to declare something"; continue; }
    if (!isConsent && mayBeAd(overlay)) { left = "it may be an ad"; continue; }
    const asks = overlay.querySelector("input[type=password], input[type=text], input[type=tel], input[type=email], input:not([type]), textarea") !== null;
    const patterns = asks ? [CLOSE] : isConsent ? [AGREE, KNOWN, CLOSE] : [KNOWN, AGREE, CLOSE];
    const found = buttonOf(overlay, patterns, isConsent);
    if (found) return { button: found.button, label: found.label, kind: isConsent ? "a consent notice" : "a notice over the page" };
  }
  if (left) return { left };
  // A page that is nothing but the question: what was asked for comes after the answer.
  const page = (document.body.innerText || "").trim();
  if (!arg.isOverlay && page.length > 0 && page.length <= 400 && CONSENT.test(page) && !DECLARATION.test(page)) {
    const found = buttonOf(document.body, [AGREE], true);
    if (found) return { button: found.button, label: found.label, kind: "a page that asks for consent" };
  }
  return null;
}
