// Libraries under the original command have moved on to what Node.js 22 has. The command insists on Node.js 18, which has not.
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new this((onResolve, onReject) => { resolve = onResolve; reject = onReject; });
  return { promise, resolve, reject };
};
globalThis.CustomEvent ??= class CustomEvent extends Event {
  constructor(type, options) {
    super(type, options);
    this.detail = options?.detail ?? null;
  }
};
