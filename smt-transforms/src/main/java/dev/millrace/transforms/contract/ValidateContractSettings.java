package dev.millrace.transforms.contract;

import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.contract.ContractSource;
import dev.millrace.transforms.rewrite.CrossCheck;
import dev.millrace.transforms.rewrite.Policies;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What {@code ValidateContract} does.
 *
 * @param onViolation empty for what fits the connector: route in a source, fail in a sink
 * @param sampleRate the share of records that is checked, above 0
 */
public record ValidateContractSettings(
        ContractSource contract,
        Optional<OnViolation> onViolation,
        OnValid onValid,
        double sampleRate,
        Policies policies) {

    public static final String ON_VIOLATION = "on.violation";
    public static final String ON_VALID = "on.valid";
    public static final String SAMPLE_RATE = "sample.rate";

    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        ContractSettings.define(definition);
        new OptionGroup(definition, "Consequences")
                .add(
                        ON_VIOLATION,
                        ConfigDef.Type.STRING,
                        null,
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> checkChoice(value), () -> "one of fail, route, tag, drop"),
                        ConfigDef.Importance.HIGH,
                        "What becomes of a record that breaks the contract: fail it, which in a sink hands it to the dead"
                                + " letter queue; route it to quarantine.topic, in sources only; tag it, so that it goes on"
                                + " with the reasons in its headers; or drop it. By default route in a source, which then"
                                + " needs quarantine.topic, and fail in a sink; which of the two it is shows with the first"
                                + " record, and the task stops there when a topic is missing or of no use.")
                .choice(
                        ON_VALID,
                        OnValid.PASS,
                        "What becomes of a record that keeps to the contract: pass it on untouched, or tag it with"
                                + " contract.id and contract.version. Choose tag where an audit must show which contract a"
                                + " record was held to.")
                .add(
                        SAMPLE_RATE,
                        ConfigDef.Type.DOUBLE,
                        1.0,
                        ConfigDef.LambdaValidator.with(
                                (key, value) -> checkRate(value), () -> "a share above 0, at most 1"),
                        ConfigDef.Importance.LOW,
                        "Which share of the records is checked, by their coordinates, so that the same record is always"
                                + " checked or never. Lower it to watch a feed that is trusted; a record without"
                                + " coordinates is always checked.");
        Policies.defineQuarantine(definition, ON_VIOLATION + "=route");
        CrossCheck.on(
                definition,
                Policies.QUARANTINE_TOPIC,
                (parsed, problems) -> Policies.needTopic(parsed, ON_VIOLATION, "route", problems));
        Policies.defineTombstones(definition, Policies.Tombstones.PASS);
        return definition;
    }

    public static ValidateContractSettings from(AbstractConfig config) {
        return new ValidateContractSettings(
                ContractSettings.from(config),
                Optional.ofNullable(config.getString(ON_VIOLATION))
                        .map(choice -> OptionGroup.choiceOf(OnViolation.class, choice)),
                OptionGroup.choiceOf(OnValid.class, config.getString(ON_VALID)),
                config.getDouble(SAMPLE_RATE),
                Policies.from(config));
    }

    private static void checkChoice(Object value) {
        if (value != null && !value.toString().trim().toLowerCase(Locale.ROOT).matches("fail|route|tag|drop")) {
            throw new ConfigException(ON_VIOLATION + " must be fail, route, tag or drop");
        }
    }

    private static void checkRate(Object value) {
        if (!(value instanceof Double rate) || !(rate > 0) || rate > 1) {
            throw new ConfigException(
                    SAMPLE_RATE + " must be above 0 and at most 1; leave the transform away for none");
        }
    }
}
