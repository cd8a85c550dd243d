/** Applies a method's decorator from one of its parameters, so that what reads a header or an id documents it too. */
export const documents =
  (decorator: MethodDecorator): ParameterDecorator =>
  (target, key) => {
    const method = key === undefined ? undefined : Object.getOwnPropertyDescriptor(target, key);
    if (key !== undefined && method) decorator(target, key, method);
  };
