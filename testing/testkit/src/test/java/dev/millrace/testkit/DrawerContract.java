package dev.millrace.testkit;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.connector.Connector;

/** The settings contract on a drawer. */
abstract class DrawerContract extends SettingsContract {
    private final boolean tidy;

    DrawerContract(boolean tidy) {
        this.tidy = tidy;
    }

    @Override
    protected Connector connector() {
        return new DrawerConnector(tidy);
    }

    @Override
    protected Map<String, String> configuration() {
        return Map.of(DrawerConnector.NAME, "top");
    }

    @Override
    protected AbstractConfig read(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(new DrawerConnector(tidy).config(), properties, false);
        config.getString(DrawerConnector.NAME);
        config.getLong(DrawerConnector.OPENING);
        config.getPassword(DrawerConnector.PASSWORD);
        return config;
    }

    @Override
    protected Set<String> requiredKeys() {
        return Set.of(DrawerConnector.NAME);
    }

    @Override
    protected Map<String, String> wrongValues() {
        return Map.of(DrawerConnector.OPENING, tidy ? "2000" : "2");
    }
}
