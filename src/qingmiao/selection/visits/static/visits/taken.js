// Photographs and voice notes of a draft: kept on this device under the draft's key until the draft was sent.
(() => {
  const NAME = "qm-private-visits"; // page.js forgets the database of this name when one signs out
  const SHELF = "taken";
  const EDGE = 2000;
  const DAY = 24 * 3600 * 1000;

  function base() {
    return new Promise((done, fail) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(SHELF);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  }

  // closed after every deal: an open database could not be deleted by whoever signs out in another window
  async function deal(mode, act) {
    const opened = await base();
    try {
      return await new Promise((done, fail) => {
        const under = opened.transaction(SHELF, mode);
        const asked = act(under.objectStore(SHELF));
        under.oncomplete = () => done(asked.result);
        under.onerror = under.onabort = () => fail(under.error);
      });
    } finally {
      opened.close();
    }
  }

  const of = async (key) => (await deal("readonly", (shelf) => shelf.get(key)))?.files ?? [];
  const put = (key, files) => deal("readwrite", (shelf) => shelf.put({ at: Date.now(), files }, key));
  const drop = (key) => deal("readwrite", (shelf) => shelf.delete(key));

  // What no draft speaks of any more: drafts run out, and a window may close between two steps.
  async function tidy(known) {
    for (const key of await deal("readonly", (shelf) => shelf.getAllKeys())) {
      const kept = await deal("readonly", (shelf) => shelf.get(key));
      if (!known.has(key) && kept && Date.now() - kept.at > DAY) await drop(key);
    }
  }

  function drawn(picture, edge) {
    const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  // Drawn anew before it is kept: where it was taken never leaves the phone, and it is small enough to send.
  async function photo(file) {
    const picture = await createImageBitmap(file);
    const blob = await new Promise((done) => drawn(picture, EDGE).toBlob(done, "image/jpeg", 0.88));
    return { kind: "photo", name: "photo.jpg", type: "image/jpeg", bytes: await blob.arrayBuffer() };
  }

  const voice = async (file) => ({ kind: "voice", name: file.name, type: file.type, bytes: await file.arrayBuffer() });

  const thumbnail = async (file) => drawn(await createImageBitmap(new Blob([file.bytes], { type: file.type })), 112);

  window.qmTaken = { of, put, drop, tidy, photo, voice, thumbnail };
})();
