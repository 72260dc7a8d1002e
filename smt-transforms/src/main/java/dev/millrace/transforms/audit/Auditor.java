package dev.millrace.transforms.audit;

import dev.millrace.kit.AuditChain;
import dev.millrace.kit.CanonicalJson;
import dev.millrace.transforms.origin.BoundedMemory;
import dev.millrace.transforms.origin.Origin;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Puts evidence on records. It remembers the youngest of them, so that one that is transformed again gets the very same
 * headers: its time and its link are those of the first time. For any thread.
 */
public final class Auditor {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** What a record got that it must get again. */
    private record Stamp(String payload, String time, AuditChain.@Nullable Link link, String hash) {}

    /** A time as it is written: many records have the same. */
    private record Written(long millis, String text) {}

    /** What is the same on all records as long as it is known who works on them. */
    private record Begin(AuditActor actor, AuditEvidence event) {}

    private final AuditSettings settings;
    private final Map<String, AuditField> told;
    private final PayloadHasher hasher;
    private final AuditId ids;
    private final CanonicalJson json = new CanonicalJson();
    private final RuleMeters.Rule meter;
    private final Clock clock;
    private final @Nullable Chains chains;
    private final BoundedMemory<String, Stamp> memory;
    private volatile Begin begin;
    private String last = "";
    private volatile Written now = new Written(0, "");

    /** Declares what evidence says. */
    public static void define(ConfigDef definition) {
        AuditSettings.define(definition);
    }

    /**
     * One for a transform that begins now, and a chain with it.
     *
     * @param meter counts records with evidence as applied, and as skipped those that got theirs once more
     */
    public static Auditor from(AbstractConfig config, RuleMeters.Rule meter) {
        Clock clock = Clock.systemUTC();
        return new Auditor(AuditSettings.from(config), meter, clock, ids(clock));
    }

    Auditor(AuditSettings settings, RuleMeters.Rule meter, Clock clock, Supplier<String> ids) {
        this.meter = meter;
        this.settings = settings;
        this.told = settings.headers();
        this.hasher = new PayloadHasher(settings.hash());
        this.ids = new AuditId(settings, hasher);
        this.clock = clock;
        this.chains = settings.isChained() ? new Chains(ids) : null;
        this.memory = new BoundedMemory<>(settings.memory());
        this.begin = begin(AuditActor.current());
    }

    private static Supplier<String> ids(Clock clock) {
        SecureRandom random = new SecureRandom();
        return () -> TimeOrderedId.next(clock.millis(), random).toString();
    }

    /**
     * The record with its evidence, in the place of any that it had.
     *
     * @throws RuleFailure when the payload has no canonical form
     */
    public <R extends ConnectRecord<R>> R stamp(R record) {
        AuditEvidence event = new AuditEvidence(begin().event());
        ConnectHeaders headers = new ConnectHeaders();
        boolean isTraced = read(record, headers, event);
        Origin origin = Origin.of(record);
        byte[] identity;
        try {
            String payload = HexFormat.of().formatHex(hasher.payload(record));
            event.put(AuditField.PAYLOAD_HASH, payload);
            String coordinates = ids.coordinates(origin);
            identity = ids.hash(record, origin, coordinates, payload);
            if (settings.tellsCoordinates()) {
                event.put(AuditField.OBJECT, coordinates);
            }
        } catch (DataException unfit) {
            throw new RuleFailure("payload", "", "not-canonical");
        }
        event.put(AuditField.ID, AuditId.uuid(identity));
        String raw = event.get(AuditField.RAW_HASH);
        if (raw != null && SHA_256.matcher(raw).matches()) {
            event.put(AuditField.RAW_ALGORITHM, HashAlgorithm.SHA_256.toString());
        }
        if (!isTraced && settings.trace() == AuditSettings.Trace.DERIVE) {
            String derived = TraceParent.of(Arrays.copyOfRange(identity, Long.BYTES, identity.length));
            headers.addString(TraceParent.HEADER, derived);
            event.put(AuditField.TRACEPARENT, derived);
        }
        place(origin, event);
        event.addTo(headers);
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                headers);
    }

    /** Copies a record's own headers, but not its old evidence, and tells what is to be told of them. */
    private boolean read(ConnectRecord<?> record, ConnectHeaders copied, AuditEvidence event) {
        boolean isTraced = false;
        for (Header header : record.headers()) {
            String name = header.key();
            if (name.startsWith(AuditField.PREFIX)) {
                if (name.equals(AuditField.ID.header())) {
                    event.put(AuditField.PARENT, AuditHeaders.text(header));
                }
                continue;
            }
            AuditField field = told.get(name);
            if (field == AuditField.TRACEPARENT) {
                String text = AuditHeaders.text(header);
                if (TraceParent.isOne(text)) {
                    isTraced = true;
                    event.put(field, text);
                } else if (settings.trace() == AuditSettings.Trace.DERIVE) {
                    continue;
                }
            } else if (field != null) {
                event.put(field, AuditHeaders.text(header));
            }
            copied.add(header);
        }
        return isTraced;
    }

    private Begin begin() {
        Begin known = begin;
        AuditActor actor = known.actor().again();
        if (!actor.equals(known.actor())) {
            known = begin(actor);
            begin = known;
        }
        return known;
    }

    private Begin begin(AuditActor actor) {
        AuditEvidence event = new AuditEvidence();
        event.put(AuditField.INTEGRATION, settings.integration());
        event.put(AuditField.ACTION, settings.action().name());
        actor.tell(event);
        event.put(AuditField.PAYLOAD_ALGORITHM, settings.hash().algorithm().toString());
        event.put(AuditField.PAYLOAD_FORM, settings.hash().form());
        settings.hash().keyId().ifPresent(key -> event.put(AuditField.PAYLOAD_KEY, key));
        settings.told().forEach(event::put);
        return new Begin(actor, event);
    }

    /** Completes the evidence with its time and its place: those that the record got before, if it is remembered. */
    private void place(Origin origin, AuditEvidence event) {
        String id = Objects.requireNonNull(event.get(AuditField.ID));
        Stamp stamp;
        synchronized (memory) {
            // Without an offset only a record directly behind itself is the same one, after a failed send.
            stamp = origin.isKnown() || id.equals(last) ? memory.get(id) : null;
            last = id;
            if (stamp == null || !fits(stamp, event)) {
                stamp = stamp(origin, event);
                memory.put(id, stamp);
                meter.applied();
            } else {
                meter.skipped();
            }
        }
        AuditChain.Link link = stamp.link();
        if (link != null) {
            event.put(AuditField.CHAIN_ID, link.chainId());
            event.put(AuditField.CHAIN_SEQ, Long.toString(link.seq()));
            event.put(AuditField.CHAIN_PREV, link.prevHash());
            event.put(AuditField.CHAIN_HASH, stamp.hash());
        }
    }

    /** Whether the evidence is still what was stamped: a transform in front may have made another record of the same one. */
    private boolean fits(Stamp stamp, AuditEvidence event) {
        if (!stamp.payload().equals(event.get(AuditField.PAYLOAD_HASH))) {
            return false;
        }
        event.put(AuditField.TIME, stamp.time());
        AuditChain.Link link = stamp.link();
        return link == null || link.hash(event.canonical(json)).equals(stamp.hash());
    }

    private Stamp stamp(Origin origin, AuditEvidence event) {
        String payload = Objects.requireNonNull(event.get(AuditField.PAYLOAD_HASH));
        String time = time();
        event.put(AuditField.TIME, time);
        if (chains == null) {
            return new Stamp(payload, time, null, "");
        }
        AuditChain.Link link = chains.next(origin);
        String hash = link.hash(event.canonical(json));
        chains.append(origin, link, hash);
        return new Stamp(payload, time, link, hash);
    }

    private String time() {
        long millis = clock.millis();
        Written known = now;
        if (known.millis() != millis) {
            known = new Written(millis, Instant.ofEpochMilli(millis).toString());
            now = known;
        }
        return known.text();
    }
}
