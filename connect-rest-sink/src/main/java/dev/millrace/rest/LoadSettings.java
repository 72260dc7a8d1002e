package dev.millrace.rest;

import dev.millrace.http.limit.LimitSettings;
import dev.millrace.kit.OptionGroup;
import dev.millrace.kit.Problems;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * How much a receiver gets at once, and when it is taken as down.
 *
 * @param parkedLanes with more requests than this waiting for another attempt, it is
 * @param limits of rates, and of what the receiver tells
 */
record LoadSettings(int maxInFlight, int parkedLanes, LimitSettings limits) {

    static final String MAX_IN_FLIGHT = "max.in.flight";
    static final String PARKED_LANES = "breaker.parked.lanes";

    static void define(ConfigDef definition) {
        new OptionGroup(definition, "Load")
                .number(
                        MAX_IN_FLIGHT,
                        32,
                        1,
                        10_000,
                        "How many requests of one task may be unanswered at once, and so how many connections it opens; each"
                                + " task, and each route, has its own. Raise it for a slow receiver that bears it, lower it"
                                + " for one that does not.")
                .number(
                        PARKED_LANES,
                        20,
                        1,
                        1_000_000,
                        "With more lanes (see ordering) than this waiting for another attempt, the receiver is taken as"
                                + " down: reading pauses, and one request at a time finds out when it is back. Raise it"
                                + " when many records fail for a while although the receiver is well.");
        LimitSettings.define(definition);
    }

    static LoadSettings from(AbstractConfig config) {
        return new LoadSettings(config.getInt(MAX_IN_FLIGHT), config.getInt(PARKED_LANES), LimitSettings.from(config));
    }

    static void validate(AbstractConfig config, Problems problems) {
        LimitSettings.validate(config, Optional.of(Map.entry(MAX_IN_FLIGHT, config.getInt(MAX_IN_FLIGHT))), problems);
    }
}
