package dev.millrace.kit.change;

import java.util.Map;

/**
 * Where a record comes from: with its offset everything is stored that is known by then.
 *
 * @param partition of the row's bucket
 * @param offset unlike that of any other record of the partition; written out only when somebody looks
 */
public record Place(Map<String, String> partition, Map<String, Object> offset) {}
