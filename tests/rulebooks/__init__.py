"""The books that come with Nuanxin: their scenarios, their proof, and faults planted into them."""
