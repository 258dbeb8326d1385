// Keeps the recorder at hand where there is no network. It keeps pages and drawings, never records.
const SHELF = "qm-private-recorder";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(urls) {
  const shelf = await caches.open(SHELF);
  for (const url of urls) {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) await shelf.put(url, answer);
  }
}

self.addEventListener("message", (event) => {
  if (!event.data?.keep) return;
  event.waitUntil(
    keep(event.data.keep).then(
      () => event.source?.postMessage({ kept: true }),
      () => undefined, // the network went away while we were looking: the next visit tries again
    ),
  );
});

async function fresh(request) {
  const address = new URL(request.url);
  try {
    const answer = await fetch(request);
    if (answer.ok && answer.type === "basic" && !answer.redirected && request.mode === "navigate") {
      const shelf = await caches.open(SHELF);
      await shelf.put(address.pathname, answer.clone());
    }
    return answer;
  } catch {
    return (await caches.match(address.pathname, { ignoreSearch: true })) ?? Response.error();
  }
}

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method === "GET" && address.origin === self.location.origin) {
    event.respondWith(fresh(event.request));
  }
});
