package dev.millrace.kit.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns trees of maps and lists into those that the library reads. */
final class JsonTree {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LARGEST_EXPONENT = 1_000;
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private JsonTree() {}

    /**
     * A tree as {@link JsonForm#tree} and {@link ContractText} make them.
     *
     * @throws ArithmeticException when a number has so large an exponent that nobody should compute with it
     */
    static JsonNode node(@Nullable Object tree) {
        if (tree == null) {
            return NODES.nullNode();
        } else if (tree instanceof Map<?, ?> map) {
            ObjectNode node = NODES.objectNode();
            map.forEach((name, value) -> node.set(String.valueOf(name), node(value)));
            return node;
        } else if (tree instanceof List<?> list) {
            ArrayNode node = NODES.arrayNode(list.size());
            list.forEach(value -> node.add(node(value)));
            return node;
        } else if (tree instanceof String text) {
            return NODES.textNode(text);
        } else if (tree instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (tree instanceof BigDecimal number) {
            return number(number);
        }
        return NODES.pojoNode(tree);
    }

    private static JsonNode number(BigDecimal number) {
        if (Math.abs((long) number.scale()) > LARGEST_EXPONENT) {
            throw new ArithmeticException("exponent");
        }
        if (number.scale() > 0) {
            return NODES.numberNode(number);
        }
        BigInteger whole = number.toBigInteger();
        return whole.abs().compareTo(MOST) <= 0 ? NODES.numberNode(whole.longValue()) : NODES.numberNode(whole);
    }
}
