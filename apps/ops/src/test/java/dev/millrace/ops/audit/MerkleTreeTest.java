package dev.millrace.ops.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

    /** The leaves and the roots of the first 0 to 8 of them that implementations of Certificate Transparency share. */
    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void hasTheRootsOfCertificateTransparency() {
        MerkleTree tree = new MerkleTree();
        HexFormat hex = HexFormat.of();

        assertThat(hex.formatHex(tree.root())).isEqualTo(ROOTS.get(0));
        for (int size = 1; size <= LEAVES.size(); size++) {
            tree.add(hex.parseHex(LEAVES.get(size - 1)));

            assertThat(hex.formatHex(tree.root())).as("%d leaves", size).isEqualTo(ROOTS.get(size));
            assertThat(tree.size()).isEqualTo(size);
        }
    }

    @Test
    void takesNoNodeForALeaf() {
        HexFormat hex = HexFormat.of();
        MerkleTree four = new MerkleTree();
        LEAVES.subList(0, 4).forEach(leaf -> four.add(hex.parseHex(leaf)));
        MerkleTree left = new MerkleTree();
        LEAVES.subList(0, 2).forEach(leaf -> left.add(hex.parseHex(leaf)));
        MerkleTree right = new MerkleTree();
        LEAVES.subList(2, 4).forEach(leaf -> right.add(hex.parseHex(leaf)));
        MerkleTree forged = new MerkleTree();
        forged.add((hex.formatHex(left.root()) + hex.formatHex(right.root())).getBytes(StandardCharsets.US_ASCII));

        assertThat(forged.root()).isNotEqualTo(four.root());
    }
}
