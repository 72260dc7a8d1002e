package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.FieldPath;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Whose rows an endpoint is asked for, one by one.
 *
 * @param endpoint the other one; empty for an endpoint that is asked once
 * @param fields of a row of the other one, which stand in the requests for it
 */
record ParentSettings(Optional<String> endpoint, List<String> fields) {

    static final String PARENT = "parent";
    static final String FIELDS = "parent.fields";

    /** What places of parents begin with. */
    static final String PLACE = "parent.";

    ParentSettings {
        fields = List.copyOf(fields);
    }

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Parent")
                .text(
                        PARENT,
                        "",
                        "The endpoint whose rows this one is asked for, one request or more for each; it is asked anew in"
                                + " each round, with its own options. Set it where an API gives out the parts of a thing only"
                                + " at that thing's address, such as /orders/{parent.id}/lines. It need not be among"
                                + " endpoints; then its rows lead to requests alone.")
                .list(
                        FIELDS,
                        "id",
                        "The paths of the fields of a parent's row that stand in requests, topics and keys as {parent.id} and"
                                + " the like, and in the header millrace.rest.parent. Set it when others than id are needed;"
                                + " the source offset holds them while a round is under way.");
    }

    static ParentSettings from(AbstractConfig config) {
        return new ParentSettings(
                Optional.of(config.getString(PARENT).trim()).filter(name -> !name.isEmpty()), config.getList(FIELDS));
    }

    static void validate(AbstractConfig config, Problems problems) {
        if (from(config).endpoint().isEmpty()) {
            return;
        }
        if (config.getList(FIELDS).isEmpty()) {
            problems.report(FIELDS, "is empty: name what requests need of a parent, such as id");
        }
        for (String path : config.getList(FIELDS)) {
            try {
                if (!FieldPath.parse(path).isSingle()) {
                    problems.report(FIELDS, "holds a path that leads to many places: name one");
                }
            } catch (IllegalArgumentException wrong) {
                problems.report(FIELDS, "holds what is no path: " + wrong.getMessage());
            }
        }
        if (config.getString(EndpointSettings.CONDITIONAL).equalsIgnoreCase("on")) {
            problems.report(
                    EndpointSettings.CONDITIONAL,
                    "can't be on beside " + PARENT + ": one answer without changes says nothing of the others");
        }
    }

    /** Whether a place is one of a parent's. */
    boolean hasPlace(String name) {
        return endpoint.isPresent() && name.startsWith(PLACE) && fields.contains(name.substring(PLACE.length()));
    }
}
