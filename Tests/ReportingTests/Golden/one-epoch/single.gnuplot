$p0s0 << EOD
1 78.652
EOD
set encoding utf8
set terminal svg noenhanced size 772,502 font 'DejaVu Sans,13' background rgb 'white' name 'single'
set border 3 lc rgb '#666666' lw 1
set tics nomirror out scale 0.6 textcolor rgb '#333333'
set grid xtics ytics lt 1 lc rgb '#e4e4e4' lw 1
set style fill transparent solid 0.18 noborder
unset key
set multiplot
set lmargin at screen 0.09585492
set rmargin at screen 0.8471503
set bmargin at screen 0.1314741
set tmargin at screen 0.8486056
unset label
set label 1 'One epoch, one variant' at screen 0.02590674,0.9501992 left front font ',16' textcolor rgb '#333333'
set label 2 'selected settings, one seed' at screen 0.02590674,0.9043825 left front font ',12' textcolor rgb '#777777'
set title '' font ',13' textcolor rgb '#333333' offset 0,-0.4
unset logscale x
set xrange [0.5:1.5]
set xtics ('1' 1)
unset logscale y
set yrange [74:84]
set ytics ('74%%' 74, '76%%' 76, '78%%' 78, '80%%' 80, '82%%' 82, '84%%' 84)
set label 3 'validation accuracy' at screen 0.01943005,0.4900398 center rotate by 90 textcolor rgb '#333333'
set label 4 'epoch' at screen 0.4715026,0.03984064 center textcolor rgb '#333333'
set key at screen 0.8756477,0.8565737 left top vertical maxrows 1 Left reverse samplen 2.2 spacing 1.35 textcolor rgb '#333333'
plot \
  $p0s0 using 1:2 with linespoints pt 7 ps 0.5 lw 2 dt solid lc rgb '#4477AA' notitle, \
  keyentry with lines lw 3 dt solid lc rgb '#4477AA' title 'Only'
unset multiplot
