package dev.millrace.http.request;

import java.util.Optional;

/**
 * The fields of an HTML form (WHATWG URL section 5).
 *
 * @param fields entries of the form name=template
 */
record FormSettings(String fields) implements BodySettings {

    @Override
    public BodyMode mode() {
        return BodyMode.FORM;
    }

    @Override
    public <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given) {
        Pairs<T> pairs = new Pairs<>(Pairs.of(fields, binding));
        Piece<T> form = (subject, to) -> {
            pairs.append(subject, to, "");
            return true;
        };
        return BodyPlan.of(new TextBody<>(form), "application/x-www-form-urlencoded");
    }

    @Override
    public void validate(Binding<?> binding, Optional<String> given, Checks checks) {
        checks.on(FIELDS, fields, "http.body=form", () -> plan(binding, given));
    }
}
