package dev.millrace.http.request;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The parts of multipart/form-data (RFC 7578).
 *
 * @param parts entries of the form name=template;type=media/type;filename=template
 */
record MultipartSettings(String parts) implements BodySettings {

    static final String PARTS = "http.multipart.parts";

    private static final String MULTIPART = "multipart/";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Multipart")
                .text(
                        PARTS,
                        null,
                        "The parts of http.body=multipart, each as name={place};type=media/type;filename={place} (type and"
                                + " filename may be left out): one on each line, or separated by commas. A place that stands"
                                + " alone and holds bytes sends the bytes. Set it for receivers that take files with fields.");
    }

    static MultipartSettings from(AbstractConfig config) {
        return new MultipartSettings(BodySettings.textOf(config, PARTS));
    }

    @Override
    public BodyMode mode() {
        return BodyMode.MULTIPART;
    }

    @Override
    public <T> BodyPlan<T> plan(Binding<T> binding, Optional<String> given) {
        String type = checkedType(given);
        return new BodyPlan<>(
                new MultipartBody<>(parsed(binding)),
                List.of(),
                Optional.empty(),
                (subject, bytes) -> type + "; boundary=" + MultipartBody.boundaryOf(bytes),
                Framing.NONE);
    }

    @Override
    public void validate(Binding<?> binding, Optional<String> given, Checks checks) {
        checks.on(RequestSettings.CONTENT_TYPE, () -> checkedType(given));
        checks.on(PARTS, parts, "http.body=multipart", () -> parsed(binding));
    }

    private static String checkedType(Optional<String> given) {
        String type = given.orElse("multipart/form-data");
        String lower = type.toLowerCase(Locale.ROOT);
        if (!lower.startsWith(MULTIPART) || lower.contains("boundary")) {
            throw new IllegalArgumentException("does not fit " + BODY
                    + "=multipart: it begins with multipart/ and names no boundary, for that is made here");
        }
        return type;
    }

    private <T> List<MultipartBody.Part<T>> parsed(Binding<T> binding) {
        List<MultipartBody.Part<T>> parsed = new ArrayList<>();
        for (Entries.Named named : Entries.named(parts)) {
            parsed.add(part(named.name(), named.value(), binding));
        }
        return parsed;
    }

    private static <T> MultipartBody.Part<T> part(String name, String text, Binding<T> binding) {
        String value = text;
        String type = "";
        String file = "";
        // As curl has it: what is no option belongs to the value.
        for (int at = value.lastIndexOf(';'); at >= 0; at = value.lastIndexOf(';')) {
            String option = value.substring(at + 1).strip();
            if (option.startsWith("type=")) {
                type = option.substring("type=".length()).strip();
            } else if (option.startsWith("filename=")) {
                file = option.substring("filename=".length()).strip();
            } else {
                break;
            }
            value = value.substring(0, at);
        }
        if (!type.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException("has a part whose type is no media type");
        }
        Template content = Template.parse(value.strip());
        TextTemplate<T> filename = TextTemplate.of(Template.parse(file), binding.filled(), PlaceEncoding.NONE);
        boolean alone = content.parts().size() == 1
                && content.parts().get(0) instanceof TemplatePart.Place place
                && place.filters().isEmpty();
        return new MultipartBody.Part<>(
                name,
                type,
                filename,
                TextTemplate.of(content, binding, PlaceEncoding.NONE),
                alone
                        ? Optional.of(binding.places()
                                .bind(((TemplatePart.Place) content.parts().get(0)).name()))
                        : Optional.empty());
    }
}
