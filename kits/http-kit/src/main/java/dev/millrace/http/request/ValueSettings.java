package dev.millrace.http.request;

import java.util.Optional;

/**
 * A value as it is.
 *
 * @param mode JSON or RAW
 * @param place what holds it
 */
record ValueSettings(BodyMode mode, String place) implements BodySettings {

    @Override
    public <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given) {
        return BodyPlan.of(
                new ValueBody<>(place, binding.places(), mode),
                mode == BodyMode.JSON ? "application/json" : "application/octet-stream");
    }

    @Override
    public void validate(Binding<?> binding, Optional<String> given, Checks checks) {
        checks.on(PLACE, () -> plan(binding, given));
    }
}
