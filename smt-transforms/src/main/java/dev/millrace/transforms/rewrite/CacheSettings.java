package dev.millrace.transforms.rewrite;

import dev.millrace.kit.OptionGroup;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How much is remembered about schemas.
 *
 * @param schemas for how many schemas a plan is kept
 */
public record CacheSettings(int schemas) {

    public static final String SIZE = "schema.cache.size";

    private static final int STANDARD = 256;
    private static final int MOST = 65_536;

    /** Declares {@code schema.cache.size}. */
    public static void define(ConfigDef definition) {
        new OptionGroup(definition, "Cache")
                .number(
                        SIZE,
                        STANDARD,
                        1,
                        MOST,
                        "For how many schemas of records the work that is the same for all of their records is remembered."
                                + " Raise it when the log says that more schemas go through, or when the figure"
                                + " plan.cache.misses grows with the records.");
    }

    public static CacheSettings from(AbstractConfig config) {
        return new CacheSettings(config.getInt(SIZE));
    }
}
