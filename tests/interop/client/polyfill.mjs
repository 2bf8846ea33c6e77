// Node.js 20 lacks Promise.withResolvers, which today's dependencies of js-client 0.9.0 use.
Promise.withResolvers ??= () => {
  let resolve, reject
  const promise = new Promise((yes, no) => { resolve = yes; reject = no })
  return { promise, resolve, reject }
}
