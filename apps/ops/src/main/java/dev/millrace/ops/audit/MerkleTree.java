package dev.millrace.ops.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The root of a Merkle tree over leaves that come one after the other, by RFC 9162 section 2.1.1: a leaf is hashed with 0x00 in
 * front of it, a node with 0x01, so that neither can be taken for the other. It keeps one hash for each level.
 */
final class MerkleTree {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** The root of a whole tree of so many leaves, a power of two. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Whole(long leaves, byte[] root) {}

    private final MessageDigest sha256 = sha256();
    private final Deque<Whole> wholes = new ArrayDeque<>();
    private long size;

    void add(byte[] leaf) {
        sha256.update(LEAF);
        Whole whole = new Whole(1, sha256.digest(leaf));
        while (!wholes.isEmpty() && wholes.getLast().leaves() == whole.leaves()) {
            Whole left = wholes.removeLast();
            whole = new Whole(2 * whole.leaves(), node(left.root(), whole.root()));
        }
        wholes.addLast(whole);
        size++;
    }

    long size() {
        return size;
    }

    /** The root of all leaves so far; of none, the hash of nothing. */
    byte[] root() {
        if (wholes.isEmpty()) {
            return sha256.digest();
        }
        var fromTheRight = wholes.descendingIterator();
        byte[] root = fromTheRight.next().root();
        while (fromTheRight.hasNext()) {
            root = node(fromTheRight.next().root(), root);
        }
        return root;
    }

    private byte[] node(byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        return sha256.digest(right);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
