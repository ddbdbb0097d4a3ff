"""How well a hand is learnt: simulated hands, drawn, cut into lines as the reader cuts them, learnt and read."""
