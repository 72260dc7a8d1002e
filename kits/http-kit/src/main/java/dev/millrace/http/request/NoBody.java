package dev.millrace.http.request;

import java.util.Optional;

/** No body. */
record NoBody() implements BodySettings {

    private static final byte[] NOTHING = {};

    @Override
    public BodyMode mode() {
        return BodyMode.NONE;
    }

    @Override
    public <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given) {
        return BodyPlan.of(subject -> NOTHING, given.orElse("application/octet-stream"));
    }

    @Override
    public void validate(Binding<?> binding, Optional<String> given, Checks checks) {
        // There is nothing to be wrong.
    }
}
