package dev.millrace.transforms.contract;

import dev.millrace.kit.contract.ContractChecker;
import dev.millrace.kit.contract.Violation;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.MisusedTransform;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds records to a contract, one by one, and does with each what the settings say. For any thread. */
public final class Inspection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
    private static final String TRANSFORM = "ValidateContract";
    private static final String RULE = "contract";
    private static final String CODE = "contract-violation";

    /** How many violations of one record are told. */
    private static final int MOST = 10;

    private final Side side;
    private final ValidateContractSettings settings;
    private final ContractChecker contract;
    private final Sample sample;
    private final Guard guard;
    private final RuleMeters.Rule meter;

    public Inspection(Side side, ValidateContractSettings settings) {
        this.side = side;
        this.settings = settings;
        this.contract = settings.contract().load();
        this.sample = new Sample(settings.sampleRate());
        RuleMeters meters = RuleMeters.register(TRANSFORM, List.of(RULE));
        this.meter = meters.rule(RULE);
        this.guard = new Guard(TRANSFORM, side, settings.policies(), meters);
        contract.notes().forEach(note -> LOG.warn("contract {} {}: {}", contract.id(), contract.version(), note));
    }

    /**
     * The record behind the check; null for one that is dropped.
     *
     * @throws org.apache.kafka.connect.errors.DataException when the record fails
     * @throws MisusedTransform when the settings do not fit the kind of connector
     */
    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::checked);
    }

    private <R extends ConnectRecord<R>> @Nullable R checked(R record) {
        OnViolation consequence = consequence(record);
        if (!sample.holds(record)) {
            meter.skipped();
            return record;
        }
        List<Violation> violations = contract.check(side.schema(record), side.value(record), MOST);
        if (violations.isEmpty()) {
            meter.applied();
            return switch (settings.onValid()) {
                case PASS -> record;
                case TAG -> ContractHeaders.kept(record, contract);
            };
        }
        meter.failed();
        return switch (consequence) {
            case FAIL -> throw failure(violations);
            case ROUTE -> routed(record, violations);
            case TAG -> ContractHeaders.broken(record, side, contract, violations);
            case DROP -> null;
        };
    }

    private <R extends ConnectRecord<R>> R routed(R record, List<Violation> violations) {
        R routed = guard.route(record, failure(violations), ValidateContractSettings.ON_VIOLATION);
        ContractHeaders.found(routed, side, contract, violations);
        return routed;
    }

    private static RuleFailure failure(List<Violation> violations) {
        return new RuleFailure(RULE, violations.get(0).path(), CODE, ContractHeaders.text(violations));
    }

    /** What is done here; that the settings do not fit is told by the first record, whether it keeps to the contract or not. */
    private OnViolation consequence(ConnectRecord<?> record) {
        boolean routes = settings.policies().quarantine().isPresent();
        if (record instanceof SinkRecord && routes) {
            throw new MisusedTransform(
                    settings.onViolation().isPresent()
                            ? ValidateContractSettings.ON_VIOLATION
                            : Policies.QUARANTINE_TOPIC,
                    "can't send records to another topic in a sink, where what is renamed is written nowhere: remove "
                            + Policies.QUARANTINE_TOPIC
                            + " and choose fail, which hands them to the dead letter queue");
        }
        if (settings.onViolation().isPresent()) {
            return settings.onViolation().get();
        }
        if (record instanceof SourceRecord) {
            if (!routes) {
                throw new MisusedTransform(
                        Policies.QUARANTINE_TOPIC,
                        "must be given in a source, where records that break the contract go by default: name a topic,"
                                + " or set " + ValidateContractSettings.ON_VIOLATION);
            }
            return OnViolation.ROUTE;
        }
        return OnViolation.FAIL;
    }

    @Override
    public void close() {
        guard.close();
    }
}
