"""The pictures drawn for Nuanxin: icons on a grid of 24, flags on 30 by 20."""
