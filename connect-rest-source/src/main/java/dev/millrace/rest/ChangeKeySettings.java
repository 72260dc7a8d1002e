package dev.millrace.rest;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.change.ChangeSettings;
import dev.millrace.kit.path.FieldPath;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How the rounds of an endpoint are compared with each other.
 *
 * @param shared what is the same for whatever is compared
 * @param key the fields that tell one row from another; empty for the record's key
 */
record ChangeKeySettings(ChangeSettings shared, List<FieldPath> key) {

    static final String KEY = "changes.key";

    ChangeKeySettings {
        key = List.copyOf(key);
    }

    static void define(ConfigDef definition) {
        OptionGroup unused = ChangeSettings.define(
                        definition,
                        "an endpoint",
                        "the round is taken for an incomplete answer and tried again as refused.max.attempts says, then the"
                                + " task stops")
                .list(
                        KEY,
                        "",
                        "The paths of the fields that together tell one row from another, such as order.id,line; the text of"
                                + " record.key when it is empty. Set it when record.key is not different for each row.");
    }

    static ChangeKeySettings from(AbstractConfig config) {
        return new ChangeKeySettings(
                ChangeSettings.from(config),
                config.getList(KEY).stream().map(FieldPath::parse).toList());
    }

    static void validate(AbstractConfig config, Problems problems) {
        for (String path : config.getList(KEY)) {
            try {
                if (!FieldPath.parse(path).isSingle()) {
                    problems.report(KEY, "holds a path with more than names: write it as in order.id");
                }
            } catch (IllegalArgumentException wrong) {
                problems.report(KEY, "holds what is no path: " + wrong.getMessage());
            }
        }
        ChangeSettings.validate(config, problems);
        if (!detects(config)) {
            if (!config.getList(KEY).isEmpty()) {
                problems.report(KEY, "is only used with detect=changes: set that, or remove it");
            }
            return;
        }
        if (!config.getString(IncrementSettings.MODE).equalsIgnoreCase("none")) {
            problems.report(
                    IncrementSettings.MODE,
                    "can't stand beside detect=changes, which compares rounds that bring everything: remove one of them");
        }
        boolean hasRecordKey = !config.getString(RowSettings.KEY).isBlank();
        boolean tells = OptionGroup.choiceOf(ChangeSettings.Deleted.class, config.getString(ChangeSettings.DELETED))
                != ChangeSettings.Deleted.NONE;
        if (!hasRecordKey && (tells || config.getList(KEY).isEmpty())) {
            problems.report(
                    RowSettings.KEY,
                    "is missing, and detect=changes needs it: name what tells one row from another, such as {value.id}");
        }
        String topic = config.getString(RowSettings.TOPIC);
        if (tells && topic.replace("{endpoint}", "").indexOf('{') >= 0) {
            problems.report(
                    RowSettings.TOPIC,
                    "is filled from rows, but a deleted row has no value any more: name one topic, or set "
                            + ChangeSettings.DELETED + "=none");
        }
    }

    private static boolean detects(AbstractConfig config) {
        return OptionGroup.choiceOf(ChangeSettings.Detect.class, config.getString(ChangeSettings.DETECT))
                == ChangeSettings.Detect.CHANGES;
    }
}
