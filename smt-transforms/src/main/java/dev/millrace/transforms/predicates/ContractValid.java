package dev.millrace.transforms.predicates;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.PluginVersion;
import dev.millrace.kit.SideRecord;
import dev.millrace.kit.contract.ContractChecker;
import dev.millrace.transforms.contract.ContractSettings;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Side;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a record keeps to a contract. Tombstones do, for there is nothing in them to break it, and so do records that are no
 * data, such as audit events.
 */
public final class ContractValid<R extends ConnectRecord<R>> implements Predicate<R>, Versioned {

    static final String SIDE = "contract.side";

    private Side side = Side.VALUE;
    private @Nullable ContractChecker contract;

    @Override
    public ConfigDef config() {
        ConfigDef definition = new ConfigDef();
        ContractSettings.define(definition);
        new OptionGroup(definition, "Contract")
                .choice(
                        SIDE,
                        Side.VALUE,
                        "Which part of a record the contract describes: its value or its key. Choose key where keys have"
                                + " a form that must be kept to.");
        return definition;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        AbstractConfig config = CrossCheck.parse(config(), configs);
        side = OptionGroup.choiceOf(Side.class, config.getString(SIDE));
        contract = ContractSettings.from(config).load();
    }

    @Override
    public boolean test(R record) {
        if (side.value(record) == null || record.headers().lastWithName(SideRecord.KIND_HEADER) != null) {
            return true;
        }
        return Objects.requireNonNull(contract, "configure comes first")
                .accepts(side.schema(record), side.value(record));
    }

    @Override
    public void close() {}

    @Override
    public String version() {
        return PluginVersion.current();
    }
}
