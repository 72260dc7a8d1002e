package dev.millrace.vault;

import dev.millrace.testkit.ComponentArchiveContract;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.provider.ConfigProvider;

class ComponentArchiveIT extends ComponentArchiveContract {
    ComponentArchiveIT() {
        super(Map.of(ConfigProvider.class, List.of("dev.millrace.vault.VaultConfigProvider")));
    }
}
