package dev.millrace.transforms.mapping;

import dev.millrace.kit.PlaceEncoding;
import dev.millrace.kit.Template;
import dev.millrace.kit.path.RecordPlaces;
import java.util.function.Function;
import org.apache.kafka.connect.connector.ConnectRecord;

/** Fills a template from a record; a place without a value and without a default makes the whole absent. */
final class TemplateOrigin implements Origin {

    private static final class Unfilled extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unfilled() {
            super("a place is not filled", null, false, false);
        }
    }

    private final Function<ConnectRecord<?>, String> template;

    /**
     * Prepares a template.
     *
     * @throws IllegalArgumentException when it is none, or holds a place that nothing fills
     */
    TemplateOrigin(String text) {
        this.template = Template.parse(text)
                .<ConnectRecord<?>>bind(RecordPlaces::bind, before -> PlaceEncoding.NONE, name -> {
                    throw new Unfilled();
                });
    }

    @Override
    public Object read(Scope scope) {
        try {
            return template.apply(scope.record);
        } catch (Unfilled unfilled) {
            return Absent.ABSENT;
        }
    }
}
