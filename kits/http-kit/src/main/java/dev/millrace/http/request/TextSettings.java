package dev.millrace.http.request;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import java.util.Locale;
import java.util.Optional;

/**
 * Text with places, which are written as the syntax of the content type has it.
 *
 * @param template of the whole body
 */
record TextSettings(String template) implements BodySettings {

    /** The syntaxes that are known; other text is taken as it is. */
    enum Syntax {
        JSON,
        XML,
        FORM,
        PLAIN;

        static Syntax of(String contentType) {
            String type = contentType.toLowerCase(Locale.ROOT);
            if (type.contains("json")) {
                return JSON;
            }
            if (type.contains("xml")) {
                return XML;
            }
            return type.startsWith("application/x-www-form-urlencoded") ? FORM : PLAIN;
        }
    }

    @Override
    public BodyMode mode() {
        return BodyMode.TEMPLATE;
    }

    @Override
    public <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given) {
        String type = given.orElseGet(this::typeByBeginning);
        return BodyPlan.of(new TextBody<>(text(binding, Syntax.of(type))), type);
    }

    @Override
    public void validate(Binding<?> binding, Optional<String> given, Checks checks) {
        checks.on(TEMPLATE, template, "http.body=template", () -> plan(binding, given));
    }

    /** The type where none is given: that which the text begins like. */
    String typeByBeginning() {
        String text = template.stripLeading();
        boolean place = text.startsWith("${");
        if (!place && (text.startsWith("{") || text.startsWith("["))) {
            return "application/json";
        }
        return text.startsWith("<") ? "application/xml" : "text/plain; charset=UTF-8";
    }

    private <T> Piece<T> text(Binding<T> binding, Syntax syntax) {
        Template text = Template.parseText(template);
        return switch (syntax) {
            case JSON -> JsonTemplate.of(text, binding);
            case XML -> XmlTemplate.of(text, binding, "", "");
            case FORM -> TextTemplate.of(text, binding.filled(), PlaceEncoding.URL);
            case PLAIN -> TextTemplate.of(text, binding.filled(), PlaceEncoding.NONE);
        };
    }
}
