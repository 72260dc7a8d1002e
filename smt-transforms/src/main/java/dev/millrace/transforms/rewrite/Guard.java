package dev.millrace.transforms.rewrite;

import dev.millrace.kit.ConnectorFailure;
import dev.millrace.kit.SideRecord;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What every transform does around its own work: records that are no data pass untouched, tombstones are handled as told, and
 * a failure of a rule becomes one line of JSON, or a record for the quarantine topic. For any thread.
 */
public final class Guard implements AutoCloseable {

    /** The work of a transform on one record. */
    @FunctionalInterface
    public interface Work<R extends ConnectRecord<R>> {

        /** The record behind it, or null for a record that is dropped. */
        @Nullable
        R on(R record);
    }

    private final String transform;
    private final @Nullable Side side;
    private final Policies policies;
    private final RuleMeters meters;
    private final @Nullable Quarantine quarantine;

    /** A guard of a transform that works on one side: where that is null, the record is a tombstone. */
    public Guard(String transform, Side side, Policies policies, RuleMeters meters) {
        this(policies, transform, side, meters);
    }

    /** A guard of a transform that works on whole records: it gets tombstones as well. */
    public Guard(String transform, Policies policies, RuleMeters meters) {
        this(policies, transform, null, meters);
    }

    private Guard(Policies policies, String transform, @Nullable Side side, RuleMeters meters) {
        this.transform = transform;
        this.side = side;
        this.policies = policies;
        this.meters = meters;
        this.quarantine = policies.quarantine().map(Quarantine::new).orElse(null);
    }

    /** The exception of a failure: its message is one line of JSON. For predicates, which have no guard. */
    public static DataException failure(String transform, RuleFailure failure) {
        return new DataException(failure.json(transform));
    }

    /**
     * Applies a transform's work to a record, or what the policies say instead.
     *
     * @throws DataException when the record fails; its message is one line of JSON without any value of the record
     * @throws MisusedTransform when a record of a sink is to be routed
     */
    public <R extends ConnectRecord<R>> @Nullable R apply(R record, Work<R> work) {
        Headers headers = record.headers();
        if (!headers.isEmpty() && headers.lastWithName(SideRecord.KIND_HEADER) != null) {
            return record;
        }
        meters.recordIn();
        try {
            R done = side != null && side.value(record) == null ? tombstone(record) : work.on(record);
            if (done == null) {
                meters.recordDropped();
            }
            return done;
        } catch (DroppedRecord dropped) {
            meters.recordDropped();
            return null;
        } catch (RuleFailure failure) {
            return failed(record, failure);
        } catch (ConnectorFailure failure) {
            return failed(record, failureOf(failure));
        } catch (RetriableException again) {
            throw again;
        } catch (RuntimeException defect) {
            meters.recordFailed();
            throw concealed(defect);
        }
    }

    private <R extends ConnectRecord<R>> @Nullable R tombstone(R record) {
        return switch (policies.tombstones()) {
            case PASS -> record;
            case DROP -> null;
            case FAIL -> throw new RuleFailure("", "", "tombstone");
        };
    }

    private <R extends ConnectRecord<R>> R failed(R record, RuleFailure failure) {
        if (policies.errors() == Policies.Errors.ROUTE) {
            return route(record, failure, Policies.ON_ERROR);
        }
        meters.recordFailed();
        throw failure(transform, failure);
    }

    /**
     * Sends a record to the quarantine topic, for another reason than {@code on.error}.
     *
     * @param key the configuration key that asks for it, named when a sink does
     * @return the record for the quarantine topic, whose headers may be added to
     * @throws MisusedTransform for a record of a sink
     */
    public <R extends ConnectRecord<R>> R route(R record, RuleFailure why, String key) {
        if (quarantine == null) {
            throw new IllegalStateException(key + " routes, but " + Policies.QUARANTINE_TOPIC + " is not given");
        }
        R routed = quarantine.send(record, transform, why, key);
        meters.recordRouted();
        return routed;
    }

    /** Of the suite's own failures, those about the data are told as such; their messages hold no payload either way. */
    private static RuleFailure failureOf(ConnectorFailure failure) {
        return switch (failure.kind()) {
            case MALFORMED, REJECTED -> new RuleFailure("", "", failure.code());
            case TRANSIENT, THROTTLED, UNAUTHORIZED, MISCONFIGURED, DEFECT -> throw failure;
        };
    }

    /** A defect with its trace, but without its message: that may hold what the record holds. */
    private DataException concealed(RuntimeException defect) {
        String kind = defect.getClass().getName();
        DataException told = new DataException(new RuleFailure("", "", "defect", kind).json(transform));
        told.setStackTrace(defect.getStackTrace());
        return told;
    }

    @Override
    public void close() {
        meters.close();
    }
}
