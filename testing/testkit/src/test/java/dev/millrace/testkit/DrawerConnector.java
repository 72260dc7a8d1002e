package dev.millrace.testkit;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceTask;

/** Has settings and nothing else: tidy ones, or with a key that breaks each rule. */
final class DrawerConnector extends Connector {
    static final String OPENING = "drawer.opening.ms";
    static final String PASSWORD = "drawer.password";
    static final String NAME = "drawer.name";

    private final boolean tidy;

    DrawerConnector(boolean tidy) {
        this.tidy = tidy;
    }

    static ConfigDef definition() {
        return new ConfigDef()
                .define(
                        NAME,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        ConfigDef.Importance.HIGH,
                        "Which drawer to open.",
                        "Drawer",
                        1,
                        ConfigDef.Width.MEDIUM,
                        "Name of the drawer")
                .define(
                        OPENING,
                        ConfigDef.Type.LONG,
                        100L,
                        ConfigDef.Range.between(0, 1_000),
                        ConfigDef.Importance.LOW,
                        "How long opening takes:\nuse | with care.",
                        "Drawer",
                        2,
                        ConfigDef.Width.SHORT,
                        "Opening time")
                .define(
                        PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        null,
                        null,
                        ConfigDef.Importance.MEDIUM,
                        "What unlocks it.",
                        "Lock",
                        1,
                        ConfigDef.Width.MEDIUM,
                        "Password");
    }

    private static ConfigDef untidy() {
        return definition()
                .define("Drawer_Colour", ConfigDef.Type.STRING, "red", ConfigDef.Importance.LOW, "")
                .define("drawer.ms.depth", ConfigDef.Type.STRING, ConfigDef.Importance.LOW, "Depth.")
                .define("drawer.api.token", ConfigDef.Type.STRING, "", ConfigDef.Importance.LOW, "Token.");
    }

    @Override
    public ConfigDef config() {
        return tidy ? definition() : untidy();
    }

    @Override
    public void start(Map<String, String> props) {
        throw new UnsupportedOperationException("never started");
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of();
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("never started");
    }

    @Override
    public String version() {
        return "1.0.0";
    }
}
