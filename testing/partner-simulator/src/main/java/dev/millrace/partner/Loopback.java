package dev.millrace.partner;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where every partner lives: IPv4's loopback address, on which nothing is resolved and nothing leaves the machine. */
public final class Loopback {

    public static final String HOST = "127.0.0.1";

    private Loopback() {}

    /** The address of that port; 0 lets the system choose one. */
    public static InetSocketAddress at(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an IPv4 address", impossible);
        }
    }
}
