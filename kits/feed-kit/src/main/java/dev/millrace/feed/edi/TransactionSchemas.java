package dev.millrace.feed.edi;

import dev.millrace.kit.Problems;
import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** The StAEDI schemas by transaction type and version. Immutable. */
final class TransactionSchemas {

    static final String WHOLE_SETS = "has schemas, which need records that hold whole transaction sets: set "
            + EdiSettings.RECORD + " to transaction, group or interchange, or leave the schemas out";

    private static final String OTHERS = "";

    private final Map<String, Schema> schemas;
    private final Optional<TransactionSchemas> others;

    private TransactionSchemas(Map<String, Schema> schemas, Optional<TransactionSchemas> others) {
        this.schemas = Map.copyOf(schemas);
        this.others = others;
    }

    /**
     * Those of a partner, before those of all.
     *
     * @throws ConfigException on {@link PartnerSettings#PARTNERS} when a file can't be read, or holds no schema
     */
    static TransactionSchemas of(Partner partner, TransactionSchemas ofAll) {
        Map<String, Schema> schemas = new HashMap<>();
        partner.schemas().forEach((key, file) -> schemas.put(key, read(PartnerSettings.PARTNERS, file, file)));
        return schemas.isEmpty() ? ofAll : new TransactionSchemas(schemas, Optional.of(ofAll));
    }

    /** @throws ConfigException on {@link EdiSettings#SCHEMAS} when a file can't be read, or holds no schema */
    static TransactionSchemas load(EdiSettings settings) {
        Map<String, Schema> schemas = new HashMap<>();
        for (String entry : settings.schemas()) {
            int equals = entry.indexOf('=');
            String file = entry.substring(equals + 1).strip();
            String key = equals < 0 ? OTHERS : entry.substring(0, equals).strip();
            if (schemas.put(key, read(EdiSettings.SCHEMAS, entry, file)) != null) {
                throw new ConfigException(
                        EdiSettings.SCHEMAS, entry, "is given for the same transaction sets twice; leave one of them");
            }
        }
        return new TransactionSchemas(schemas, Optional.empty());
    }

    static void validate(EdiSettings settings, Problems problems) {
        if (!settings.schemas().isEmpty() && settings.unit() == RecordUnit.SEGMENT) {
            problems.report(EdiSettings.SCHEMAS, WHOLE_SETS);
        }
        try {
            load(settings);
        } catch (ConfigException e) {
            problems.report(EdiSettings.SCHEMAS, String.valueOf(e.getMessage()));
        }
    }

    private static Schema read(String option, String entry, String file) {
        try (InputStream bytes = Files.newInputStream(Path.of(file))) {
            return SchemaFactory.newFactory().createSchema(bytes);
        } catch (IOException e) {
            throw new ConfigException(option, entry, "names a file that the worker can't read; put it on every worker");
        } catch (EDISchemaException e) {
            throw new ConfigException(option, entry, "names a file that is no StAEDI schema: " + e.getMessage());
        }
    }

    boolean isEmpty() {
        return schemas.isEmpty() && others.isEmpty();
    }

    /** The schema for the type and version, or for the type, or for all others; first those of the partner. */
    Optional<Schema> of(Envelope transaction) {
        for (String key : new String[] {transaction.type() + "/" + transaction.version(), transaction.type(), OTHERS}) {
            Schema schema = schemas.get(key);
            if (schema != null) {
                return Optional.of(schema);
            }
        }
        return others.flatMap(ofAll -> ofAll.of(transaction));
    }
}
