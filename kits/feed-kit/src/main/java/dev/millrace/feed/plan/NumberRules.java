package dev.millrace.feed.plan;

import java.nio.ByteOrder;
import java.util.Map;

/**
 * How numbers are read, and what they become.
 *
 * @param order of the bytes of binary and floating-point numbers that do not say their own
 * @param orders those of single fields, by their names as written
 * @param floats of those that do not say their own
 */
public record NumberRules(
        SignStyle signs,
        Zones zones,
        SignNibbles nibbles,
        ByteOrder order,
        Map<String, ByteOrder> orders,
        Coding.FloatForm floats,
        Truncation truncation,
        DecimalMode decimals) {

    /** As a mainframe writes them, and nothing lost. */
    public static final NumberRules DEFAULT = new NumberRules(
            SignStyle.AUTO,
            Zones.STANDARD,
            SignNibbles.STRICT,
            ByteOrder.BIG_ENDIAN,
            Map.of(),
            Coding.FloatForm.HEXADECIMAL,
            Truncation.STANDARD,
            DecimalMode.PRECISE);

    public NumberRules {
        orders = Map.copyOf(orders);
    }

    /** With one order for all fields. */
    public NumberRules(
            SignStyle signs,
            Zones zones,
            SignNibbles nibbles,
            ByteOrder order,
            Coding.FloatForm floats,
            Truncation truncation,
            DecimalMode decimals) {
        this(signs, zones, nibbles, order, Map.of(), floats, truncation, decimals);
    }

    public NumberRules withSigns(SignStyle other) {
        return new NumberRules(other, zones, nibbles, order, orders, floats, truncation, decimals);
    }

    public NumberRules withZones(Zones other) {
        return new NumberRules(signs, other, nibbles, order, orders, floats, truncation, decimals);
    }

    public NumberRules withNibbles(SignNibbles other) {
        return new NumberRules(signs, zones, other, order, orders, floats, truncation, decimals);
    }

    public NumberRules withOrder(ByteOrder other) {
        return new NumberRules(signs, zones, nibbles, other, orders, floats, truncation, decimals);
    }

    public NumberRules withOrders(Map<String, ByteOrder> other) {
        return new NumberRules(signs, zones, nibbles, order, other, floats, truncation, decimals);
    }

    /** The same as they are for one field. */
    NumberRules of(String field) {
        return orders.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                .map(entry -> withOrder(entry.getValue()))
                .findFirst()
                .orElse(this);
    }

    public NumberRules withFloats(Coding.FloatForm other) {
        return new NumberRules(signs, zones, nibbles, order, orders, other, truncation, decimals);
    }

    public NumberRules withTruncation(Truncation other) {
        return new NumberRules(signs, zones, nibbles, order, orders, floats, other, decimals);
    }

    public NumberRules withDecimals(DecimalMode other) {
        return new NumberRules(signs, zones, nibbles, order, orders, floats, truncation, other);
    }
}
