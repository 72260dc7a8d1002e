package dev.millrace.database;

import dev.millrace.database.reading.RecordKey;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import dev.millrace.kit.change.ChangeSettings;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How the runs over a table or query are compared with each other. */
final class DetectSettings {

    private DetectSettings() {}

    static void define(ConfigDef definition) {
        OptionGroup unused = ChangeSettings.define(
                definition,
                "a table or query",
                "the run is taken for incomplete, none of them is told as deleted, and the task stops");
    }

    static ChangeSettings from(AbstractConfig config) {
        return ChangeSettings.from(config);
    }

    static void validate(AbstractConfig config, Problems problems) {
        ChangeSettings.validate(config, problems);
        if (OptionGroup.choiceOf(ChangeSettings.Detect.class, config.getString(ChangeSettings.DETECT))
                == ChangeSettings.Detect.NONE) {
            return;
        }
        if (!config.getString(QuerySettings.MODE).equalsIgnoreCase("bulk")) {
            problems.report(
                    ChangeSettings.DETECT,
                    "compares runs that bring all rows: set mode=bulk, or " + ChangeSettings.DETECT + "=none");
        }
        if (config.getLong(QuerySettings.PART_KEYS) > 0) {
            problems.report(
                    QuerySettings.PART_KEYS,
                    "can't stand beside detect=changes, which looks at a table as a whole: remove one of them");
        }
        if (!config.getString(QuerySettings.QUERY).isBlank()
                && config.getList(QuerySettings.KEY_COLUMNS).isEmpty()) {
            problems.report(
                    QuerySettings.KEY_COLUMNS,
                    "is missing, and detect=changes needs it for a query: name the columns that tell its rows apart");
        }
        boolean tells = OptionGroup.choiceOf(ChangeSettings.Deleted.class, config.getString(ChangeSettings.DELETED))
                != ChangeSettings.Deleted.NONE;
        if (tells && config.getString(RecordKey.KEY).trim().equals(RecordKey.NONE)) {
            problems.report(
                    RecordKey.KEY,
                    "is " + RecordKey.NONE + ", but deleted rows are told under their key: set another, or "
                            + ChangeSettings.DELETED + "=none");
        }
    }
}
