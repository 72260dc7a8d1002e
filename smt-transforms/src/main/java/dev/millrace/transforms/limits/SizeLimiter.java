package dev.millrace.transforms.limits;

import dev.millrace.kit.path.FieldPath;
import dev.millrace.kit.path.PathRoot;
import dev.millrace.transforms.rewrite.CacheSettings;
import dev.millrace.transforms.rewrite.Guard;
import dev.millrace.transforms.rewrite.Policies;
import dev.millrace.transforms.rewrite.Rewriter;
import dev.millrace.transforms.rewrite.RuleFailure;
import dev.millrace.transforms.rewrite.RuleMeters;
import dev.millrace.transforms.rewrite.Side;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Does with records that are too big what its configuration says. For any thread. */
public final class SizeLimiter implements AutoCloseable {

    private static final String TRANSFORM = "LimitSize";
    private static final String RULE = "size";

    private final LimitSettings settings;
    private final JsonSize size;
    private final RuleFailure oversize;
    private final Guard guard;
    private final RuleMeters.Rule meter;
    private final Side side;
    private final @Nullable Rewriter rewriter;

    private SizeLimiter(LimitSettings settings, Policies policies, int schemas) {
        RuleMeters meters = RuleMeters.register(TRANSFORM, List.of(RULE));
        this.settings = settings;
        this.size = JsonSize.of(settings.path());
        this.oversize =
                new RuleFailure(RULE, settings.path().map(FieldPath::toString).orElse(""), "oversize");
        this.guard = new Guard(TRANSFORM, policies, meters);
        this.meter = meters.rule(RULE);
        this.side = settings.path()
                        .map(FieldPath::root)
                        .filter(PathRoot.KEY::equals)
                        .isPresent()
                ? Side.KEY
                : Side.VALUE;
        this.rewriter = settings.onOversize() == LimitSettings.OnOversize.TRUNCATE
                ? new Rewriter(TRANSFORM, List.of(rule()), policies, meters, schemas)
                : null;
    }

    public static void define(ConfigDef definition) {
        LimitSettings.define(definition);
        CacheSettings.define(definition);
    }

    public static SizeLimiter from(AbstractConfig config) {
        Policies given = Policies.from(config);
        Policies policies = new Policies(
                Policies.Missing.IGNORE, Policies.Nulls.KEEP, given.errors(), given.tombstones(), given.quarantine());
        return new SizeLimiter(
                LimitSettings.from(config), policies, CacheSettings.from(config).schemas());
    }

    public <R extends ConnectRecord<R>> @Nullable R apply(R record) {
        return guard.apply(record, this::limit);
    }

    private <R extends ConnectRecord<R>> @Nullable R limit(R record) {
        if (!isTooBig(record)) {
            meter.skipped();
            return record;
        }
        return switch (settings.onOversize()) {
            case FAIL -> {
                meter.failed();
                throw oversize;
            }
            case ROUTE -> {
                meter.applied();
                yield guard.route(record, oversize, LimitSettings.ON_OVERSIZE);
            }
            case DROP -> {
                meter.applied();
                yield null;
            }
            case TRUNCATE -> truncated(record);
        };
    }

    private boolean isTooBig(ConnectRecord<?> record) {
        try {
            return size.exceeds(record, settings.most());
        } catch (DataException unfit) {
            throw new RuleFailure(RULE, oversize.path(), "not-json");
        }
    }

    private <R extends ConnectRecord<R>> R truncated(R record) {
        if (rewriter == null) {
            throw new IllegalStateException("nothing is cut without " + LimitSettings.ON_OVERSIZE + "=truncate");
        }
        SchemaAndValue cut = rewriter.rewrite(record, side.schema(record), side.value(record));
        return side.with(record, cut.schema(), cut.value());
    }

    private Rewriter.Rule rule() {
        Optional<FieldPath> path = settings.path();
        return new Rewriter.Rule(RULE, path.orElseThrow(), new Truncation(settings.most(), settings.marker()));
    }

    @Override
    public void close() {
        guard.close();
    }
}
