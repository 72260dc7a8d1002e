package dev.millrace.sftp;

import dev.millrace.feed.FeedSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * All that an SFTP source can be told.
 *
 * @param task number of the task, from 0
 * @param tasks how many tasks share the folder
 */
record SftpSourceSettings(StoreSettings store, FeedSettings feed, boolean validateConnection, int task, int tasks) {

    static final String VALIDATE_CONNECTION = "validate.connection";
    /** What the connector tells its tasks; no option, so not declared as one. */
    static final String TASK = "millrace.task";

    static final String TASKS = "millrace.tasks";

    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        StoreSettings.define(definition);
        FeedSettings.define(definition);
        new OptionGroup(definition, "Validation")
                .flag(
                        VALIDATE_CONNECTION,
                        true,
                        "Whether validating a configuration connects to the server, for 5 seconds at most, and tries login,"
                                + " host key and folders. A server that is out of reach is no error; turn it off where"
                                + " workers may not connect at that time.");
        return definition;
    }

    static SftpSourceSettings from(Map<String, String> configuration) {
        return from(new AbstractConfig(definition(), configuration, false), configuration);
    }

    static SftpSourceSettings from(AbstractConfig config, Map<String, String> configuration) {
        return new SftpSourceSettings(
                StoreSettings.from(config),
                FeedSettings.from(config, configuration),
                config.getBoolean(VALIDATE_CONNECTION),
                Integer.parseInt(configuration.getOrDefault(TASK, "0")),
                Integer.parseInt(configuration.getOrDefault(TASKS, "1")));
    }

    /** Reports options that contradict each other. */
    static void validate(AbstractConfig config, Map<String, String> configuration, Problems problems) {
        StoreSettings.validate(config, configuration, problems);
        FeedSettings.validate(config, configuration, problems);
        if ("all".equalsIgnoreCase(configuration.get("errors.tolerance"))) {
            problems.report(
                    "errors.tolerance",
                    "must be none: with all the worker drops a record that a transform or converter fails on without a"
                            + " trace, and the file would be archived without it");
        }
    }
}
