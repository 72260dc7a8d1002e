package dev.millrace.transforms.document;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.path.FieldPath;
import dev.millrace.transforms.rewrite.Policies;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Where a document is and where what comes of it goes.
 *
 * @param path not asked for where there are many places
 * @param target the same place where none was named
 * @param many the places, where they are not told by names alone
 */
record PlaceSettings(FieldNames path, FieldNames target, Optional<FieldPath> many) {

    static final String PATH = "path";
    static final String TARGET = "target";

    /**
     * Declares the two.
     *
     * @param what ends the words "The path of the field"
     */
    static void define(ConfigDef definition, String what) {
        new OptionGroup(definition, "Place")
                .add(
                        PATH,
                        ConfigDef.Type.STRING,
                        "",
                        FieldNames.validator(true),
                        ConfigDef.Importance.HIGH,
                        "The path of the field " + what
                                + ": order.payload, or items[*].payload for many. Leave it empty for"
                                + " the record's key or value as a whole.")
                .add(
                        TARGET,
                        ConfigDef.Type.STRING,
                        "",
                        FieldNames.validator(false),
                        ConfigDef.Importance.MEDIUM,
                        "The field for what comes of it, by its names from the top; objects on its way are made where they"
                                + " are not there. Leave it empty to put it in the place of what was there.");
    }

    /** What is a document as a whole has no field for a target. */
    static void needPath(Map<String, Object> parsed, Problems problems) {
        if (isEmpty(parsed, PATH) && !isEmpty(parsed, TARGET)) {
            problems.report(
                    TARGET,
                    "must be empty where path is: what is a document as a whole has no other fields; use HoistField behind");
        }
    }

    /** What many places lead to stays where it is. */
    static void needOnePlace(Map<String, Object> parsed, Problems problems) {
        if (!isEmpty(parsed, TARGET) && leadsToMany(parsed)) {
            problems.report(
                    TARGET, "must be empty where path leads to many places: each result stands where it was found");
        }
    }

    /** Whether the path, as far as it is one, is not made of names alone. */
    static boolean leadsToMany(Map<String, Object> parsed) {
        try {
            return !isEmpty(parsed, PATH)
                    && FieldNames.general(String.valueOf(parsed.get(PATH))).isPresent();
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    /** A null in the place of a whole side would delete. */
    static void refuseTombstones(Map<String, Object> parsed, Problems problems) {
        boolean whole = isEmpty(parsed, PATH) && isEmpty(parsed, TARGET);
        if (whole && "null".equalsIgnoreCase(String.valueOf(parsed.get(Policies.ON_ERROR)))) {
            problems.report(
                    Policies.ON_ERROR,
                    "must not be null where path is empty: the record would become a tombstone, which deletes; choose"
                            + " another, or name a field");
        }
    }

    private static boolean isEmpty(Map<String, Object> parsed, String key) {
        Object value = parsed.get(key);
        return value == null || value.toString().isEmpty();
    }

    static PlaceSettings from(AbstractConfig config) {
        Optional<FieldPath> many = FieldNames.general(config.getString(PATH));
        FieldNames path = many.isPresent() ? FieldNames.WHOLE : FieldNames.parse(config.getString(PATH));
        FieldNames target = FieldNames.parse(config.getString(TARGET));
        return new PlaceSettings(path, target.isWhole() ? path : target, many);
    }

    boolean inPlace() {
        return path.equals(target);
    }

    /** What tells the rule in figures and failures. */
    String rule() {
        return many.map(FieldPath::toString).orElse(target.isWhole() ? "whole" : target.text());
    }
}
