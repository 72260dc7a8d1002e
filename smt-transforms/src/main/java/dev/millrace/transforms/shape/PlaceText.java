package dev.millrace.transforms.shape;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.TemplatePart;
import dev.millrace.kit.path.RecordPlaces;
import dev.millrace.transforms.rewrite.RuleFailure;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;

/**
 * A template that is filled from records: {@code orders.{value.country|lower}}. A place that nothing fills, and that has no
 * default, is a failure with the code {@code missing}. For any thread.
 */
final class PlaceText {

    /** Thrown inside of a template, where the rule is not known. */
    private static final class Missing extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String place;

        private Missing(String place) {
            super(place, null, false, false);
            this.place = place;
        }
    }

    private final Template template;
    private final Function<ConnectRecord<?>, String> bound;

    private PlaceText(Template template) {
        this.template = template;
        this.bound = template.bind(RecordPlaces::bind, before -> PlaceEncoding.NONE, place -> {
            throw new Missing(place);
        });
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException when it is none, or no record fills one of its places
     */
    static PlaceText parse(String text) {
        return new PlaceText(Template.parse(text));
    }

    /** Its text, where it has no places. */
    Optional<String> fixed() {
        return template.placeholders().isEmpty() ? Optional.of(template.fill(place -> "")) : Optional.empty();
    }

    /** The letters that stand between its places. */
    String letters() {
        return template.parts().stream()
                .filter(TemplatePart.Fixed.class::isInstance)
                .map(part -> ((TemplatePart.Fixed) part).text())
                .collect(Collectors.joining());
    }

    /** Whether a place begins at the record's value. */
    boolean readsValue() {
        return template.placeholders().stream().anyMatch(place -> place.matches("\\$?value([.\\[].*)?"));
    }

    /**
     * The text for a record.
     *
     * @throws RuleFailure where a place has nothing to stand in it, or something that has no text
     */
    String of(ConnectRecord<?> record, String rule) {
        try {
            return bound.apply(record);
        } catch (Missing missing) {
            throw new RuleFailure(rule, "$" + missing.place, "missing");
        } catch (DataException noText) {
            throw new RuleFailure(rule, "", "no-text");
        }
    }

    @Override
    public String toString() {
        return template.toString();
    }
}
