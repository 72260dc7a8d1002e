package dev.millrace.legacy;

import dev.millrace.feed.FeedSettings;
import dev.millrace.feed.store.FileStore;
import dev.millrace.feed.store.LocalFileStore;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The options of a record file source.
 *
 * @param store what the mounted folder is called in offsets; empty for nothing of its own
 * @param task number of the task, from 0
 * @param tasks how many tasks share the folder
 */
record RecordFileSettings(FeedSettings feed, String store, int task, int tasks) {

    static final String STORE = "file.store.name";
    /** What the connector tells its tasks; no options, so not declared as such. */
    static final String TASK = "millrace.task";

    static final String TASKS = "millrace.tasks";

    private static final Map<String, Object> COPYBOOK = Map.of(FeedSettings.FORMAT, "copybook");

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        FeedSettings.define(definition);
        new OptionGroup(definition, "Store")
                .add(
                        STORE,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.LambdaValidator.with(
                                RecordFileSettings::checkName, () -> "letters, digits and . _ -"),
                        ConfigDef.Importance.LOW,
                        "A name for what is mounted, such as nas-1; it is part of the stored offsets. Set it when the same"
                                + " paths will lead to other files one day, for example after a move to another server;"
                                + " changing it has every file read again.");
        return OtherDefaults.of(definition, COPYBOOK);
    }

    private static void checkName(String key, Object value) {
        if (!String.valueOf(value).matches("[A-Za-z0-9._-]*")) {
            throw new ConfigException(key, value, "must be letters, digits, dots, dashes and underscores");
        }
    }

    static RecordFileSettings from(Map<String, String> configuration) {
        return from(new AbstractConfig(definition(), configuration, false), configuration);
    }

    static RecordFileSettings from(AbstractConfig config, Map<String, String> configuration) {
        return new RecordFileSettings(
                FeedSettings.from(config, configuration),
                config.getString(STORE),
                Integer.parseInt(configuration.getOrDefault(TASK, "0")),
                Integer.parseInt(configuration.getOrDefault(TASKS, "1")));
    }

    FileStore newStore() {
        return store.isEmpty() ? new LocalFileStore() : new LocalFileStore(store);
    }

    /** Reports options that contradict each other. */
    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        FeedSettings.validate(config, configuration, problems);
        if ("all".equalsIgnoreCase(configuration.get("errors.tolerance"))) {
            problems.report(
                    "errors.tolerance",
                    "must be none: with all the worker drops a record that a transform or converter fails on without a"
                            + " trace, and the file would be archived without it");
        }
    }
}
